using CallSummary.Contracts;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Operations;

namespace CallSummary.Portal.Operations;

/// <summary>How one call went, for the carrier's engineers: events, sound, SIP messages. Numbers are masked, nothing that was said is here.</summary>
internal sealed record CallCoursePage
{
    public required Guid Id { get; init; }

    /// <summary>Null for a call that was never answered.</summary>
    public required Call? Call { get; init; }

    /// <summary>Null while the call is up, and when its gateway could not tell.</summary>
    public required CallTrace? Trace { get; init; }

    public required IReadOnlyList<SipTraceEntry> Ladder { get; init; }

    /// <summary>What happened when, in order.</summary>
    public required IReadOnlyList<CourseEvent> Events { get; init; }

    public required IReadOnlyList<RecordingPause> Pauses { get; init; }

    /// <summary>Who stands where in the ladder: the trunk the call came by, then those that were dialled.</summary>
    public IReadOnlyList<string> Peers => [.. Ladder.Select(e => e.Peer).Distinct()];

    public bool IsPaused => Pauses is [.., { End: null }];

    public bool MayPause => Call is { State: CallState.InProgress };
}
