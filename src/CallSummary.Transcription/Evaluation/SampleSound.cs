using System.Runtime.InteropServices;
using CallSummary.Audio.Wav;
using CallSummary.Transcription.Evaluation.Corpora;

namespace CallSummary.Transcription.Evaluation;

/// <summary>Loads a corpus recording of any rate.</summary>
internal static class SampleSound
{
    // Headerless sound is KsponSpeech's.
    private const int PcmRate = 16_000;

    // An hour at 48 kHz: a wrong file cannot fill the memory.
    private const long MaxSamples = 3600L * 48_000;

    /// <exception cref="InvalidDataException">The file is missing, compressed, not sound, or too long; the message names the fix.</exception>
    public static (short[] Samples, int Rate) Load(string path)
    {
        if (!CorpusSound.IsReadable(path))
        {
            var wav = Path.ChangeExtension(path, ".wav");
            throw new InvalidDataException($"'{path}' is compressed. Convert it beside the original, for example: ffmpeg -i \"{path}\" -ac 1 \"{wav}\"");
        }

        try
        {
            using var file = File.OpenRead(path);
            if (path.EndsWith(".pcm", StringComparison.OrdinalIgnoreCase))
            {
                var bytes = new byte[Math.Min(file.Length, MaxSamples * 2) & ~1L];
                file.ReadExactly(bytes);
                return (MemoryMarshal.Cast<byte, short>(bytes).ToArray(), PcmRate);
            }

            using var reader = new WavReader(file);
            return (reader.ReadMono(MaxSamples), reader.Format.SampleRate);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"'{path}': {e.Message}", e);
        }
        catch (IOException e)
        {
            throw new InvalidDataException($"'{path}' cannot be read: {e.Message}", e);
        }
    }
}
