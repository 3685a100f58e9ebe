namespace CallSummary.Transcription;

/// <summary>What an engine heard in one utterance. Times start at the utterance.</summary>
/// <param name="Text">The text, trimmed.</param>
/// <param name="Language">ISO 639-1, or empty when unknown.</param>
/// <param name="Probability">Mean token probability, 0 to 1; null when the engine does not say.</param>
/// <param name="NoSpeechProbability">Probability that nobody spoke, 0 to 1.</param>
/// <param name="Segments">The engine's own pieces.</param>
internal sealed record Recognition(
    string Text,
    string Language,
    double? Probability,
    double NoSpeechProbability,
    IReadOnlyList<RecognizedSegment> Segments)
{
    /// <summary>The model that heard it, where it may have changed meanwhile; null: the engine's own.</summary>
    public string? Model { get; init; }

    public static Recognition Nothing { get; } = new("", "", 0, 0, []);

    /// <summary>The same, with times that start earlier: the sound that was heard began that much after the utterance.</summary>
    public Recognition After(TimeSpan start) =>
        start == TimeSpan.Zero ? this : this with { Segments = [.. Segments.Select(s => s.After(start))] };
}
