namespace CallSummary.Transcription;

/// <summary>What an engine is asked to write down: one utterance's sound and what is known of it.</summary>
/// <param name="Samples">Sound at <see cref="SpeechFormat.SampleRate"/>, one channel, -1 to 1.</param>
internal sealed record Speech(ReadOnlyMemory<float> Samples)
{
    /// <summary>The language where the tenant or the route fixes it (ISO 639-1), else null.</summary>
    public string? Language { get; init; }

    /// <summary>The language that this leg has spoken so far, or null: a hint, not an order.</summary>
    public string? LikelyLanguage { get; init; }

    /// <summary>Whether this is a beginning that will be heard again as a whole: a guess is enough, no second try is made.</summary>
    public bool IsPartial { get; init; }

    /// <summary>Words that are likely to be said (names, products), for engines that take a prompt; null or empty for none.</summary>
    public string? Vocabulary { get; init; }
}
