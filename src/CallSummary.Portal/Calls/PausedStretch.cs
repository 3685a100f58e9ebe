using CallSummary.Portal.Operations;

namespace CallSummary.Portal.Calls;

/// <summary>A stretch of a call that was not recorded.</summary>
internal sealed record PausedStretch
{
    /// <summary>Start in seconds from the answer.</summary>
    public required double Start { get; init; }

    /// <summary>End in seconds; null when the call ended so, or is still paused.</summary>
    public required double? End { get; init; }

    public static IReadOnlyList<PausedStretch>? Of(string? json) =>
        json is null ? null : [.. RecordingPauses.Of(json).Select(p => new PausedStretch { Start = p.Start.TotalSeconds, End = p.End?.TotalSeconds })];
}
