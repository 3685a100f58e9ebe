namespace CallSummary.Contracts;

/// <summary>A word of a segment as the recogniser timed it.</summary>
public sealed record TranscribedWord
{
    /// <summary>Start on the call's timeline.</summary>
    public required TimeSpan Start { get; init; }

    /// <summary>End on the call's timeline.</summary>
    public required TimeSpan End { get; init; }

    /// <summary>The word, with its punctuation.</summary>
    public required string Text { get; init; }

    /// <summary>Probability of its least probable token, 0 to 1.</summary>
    public required double Probability { get; init; }
}
