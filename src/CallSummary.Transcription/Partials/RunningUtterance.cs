namespace CallSummary.Transcription.Partials;

/// <summary>What this process has heard of an utterance that goes on. Locked by whoever uses it.</summary>
internal sealed class RunningUtterance
{
    public AgreedText Words { get; } = new();

    /// <summary>The longest beginning that was taken up.</summary>
    public TimeSpan Heard { get; set; }

    /// <summary>Its language, once one was recognised.</summary>
    public string? Language { get; set; }

    /// <summary>Whether the whole utterance is here: beginnings of it are worth nothing any more.</summary>
    public bool HasEnded { get; set; }
}
