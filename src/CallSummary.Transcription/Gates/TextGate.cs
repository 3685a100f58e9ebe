using System.IO.Compression;
using System.Text;
using CallSummary.Contracts;

namespace CallSummary.Transcription.Gates;

/// <summary>Decides from the engine's own numbers whether its text may be shown. The limits are those of Whisper's reference decoder.</summary>
internal static class TextGate
{
    // For a phrase that is often invented, half the usual doubt is enough.
    private const double DoubtfulNoSpeech = 0.3;

    public static TranscriptDrop Judge(Recognition recognition, TranscriptionOptions options)
    {
        if (recognition.Text.Length == 0)
        {
            return TranscriptDrop.None;
        }

        if (InventedPhrases.IsNeverSaid(recognition.Text)
            || (InventedPhrases.IsDoubtful(recognition.Text)
                && (recognition.NoSpeechProbability >= DoubtfulNoSpeech || recognition.Probability < options.ConfidentProbability)))
        {
            return TranscriptDrop.InventedPhrase;
        }

        if (recognition.NoSpeechProbability >= options.NoSpeechThreshold && !(recognition.Probability >= options.ConfidentProbability))
        {
            return TranscriptDrop.NoSpeech;
        }

        if (CompressionRatio(recognition.Text) > options.CompressionRatioLimit || Repetition.IsLoop(recognition.Text))
        {
            return TranscriptDrop.Repetition;
        }

        return recognition.Probability < options.MinimumProbability ? TranscriptDrop.LowProbability : TranscriptDrop.None;
    }

    /// <summary>Bytes of the text as UTF-8 for each byte of it under zlib.</summary>
    public static double CompressionRatio(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(bytes);
        }

        return (double)bytes.Length / compressed.Length;
    }
}
