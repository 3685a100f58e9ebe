using CallSummary.Contracts;

namespace CallSummary.Portal.Calls;

/// <summary>One utterance with text.</summary>
internal sealed record TranscriptLine
{
    /// <summary>Number of the line, from 1.</summary>
    public required int Number { get; init; }

    /// <summary><c>me</c> or <c>other</c>, from the reader's view.</summary>
    public required string Speaker { get; init; }

    /// <summary>The leg that spoke.</summary>
    public required Leg Leg { get; init; }

    /// <summary>Start, in seconds from the start of the recording.</summary>
    public required double Start { get; init; }

    /// <summary>End, in seconds from the start of the recording.</summary>
    public required double End { get; init; }

    /// <summary>What was said.</summary>
    public required string Text { get; init; }

    /// <summary>Language, ISO 639-1; empty when unknown.</summary>
    public required string Language { get; init; }

    /// <summary>Mean probability of the recognised words, 0 to 1.</summary>
    public required double Probability { get; init; }
}
