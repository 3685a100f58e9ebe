namespace CallSummary.Transcription.Whisper;

/// <summary>
/// Encoder positions for an utterance. The encoder's cost grows with its window, and a telephone utterance fills a tenth of the
/// 30 s that Whisper was trained on.
/// </summary>
internal static class AudioContextFit
{
    /// <summary>Encoder positions a second.</summary>
    public const int PositionsPerSecond = 50;

    // Silence after the last word, which the decoder needs to see that it is the last.
    private const int Margin = 16;

    // Matrix kernels work on blocks of this many rows.
    private const int Block = 32;

    private const int DemonstrationFloor = 128;
    private const int PublishedModelFloor = 512;

    /// <summary>Fewest positions for a model.</summary>
    public static int Floor(WhisperModel model, int? set) =>
        Math.Min(model.Shape.AudioContext, set ?? (model.IsDemonstration ? DemonstrationFloor : PublishedModelFloor));

    public static int Positions(int samples, int floor, int whole)
    {
        const int samplesPerPosition = SpeechFormat.SampleRate / PositionsPerSecond;
        var needed = ((samples + samplesPerPosition - 1) / samplesPerPosition) + Margin;
        var blocks = (needed + Block - 1) / Block * Block;
        return Math.Min(whole, Math.Max(floor, blocks));
    }
}
