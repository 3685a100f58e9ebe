namespace CallSummary.Contracts;

/// <summary>A piece of an utterance as the recogniser timed it.</summary>
public sealed record TranscribedSegment
{
    /// <summary>Start on the call's timeline.</summary>
    public required TimeSpan Start { get; init; }

    /// <summary>End on the call's timeline.</summary>
    public required TimeSpan End { get; init; }

    /// <summary>The segment's text.</summary>
    public required string Text { get; init; }

    /// <summary>Mean token probability, 0 to 1.</summary>
    public required double Probability { get; init; }

    /// <summary>Its words with their times; null where the recogniser was not asked for them or cannot tell.</summary>
    public IReadOnlyList<TranscribedWord>? Words { get; init; }
}
