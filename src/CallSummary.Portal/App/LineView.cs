using CallSummary.Contracts;

namespace CallSummary.Portal.App;

/// <summary>A line of a transcript as a person reads it: corrected, with what was heard first.</summary>
internal sealed record LineView
{
    public required int Number { get; init; }

    /// <summary>What a correction names it by, for example <c>line:caller:3</c>.</summary>
    public required string Target { get; init; }

    public required bool Mine { get; init; }

    public required double Start { get; init; }

    public required double End { get; init; }

    public required string Text { get; init; }

    /// <summary>What was recognised, when a person put it right.</summary>
    public required string? Original { get; init; }

    public required double Probability { get; init; }

    /// <summary>The recogniser's timed pieces, where they are known.</summary>
    public required IReadOnlyList<TranscribedSegment> Segments { get; init; }

    public bool IsUnsure => Original is null && Probability < 0.6;
}
