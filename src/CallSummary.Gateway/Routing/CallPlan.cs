using CallSummary.Contracts;
using CallSummary.Gateway.Trunks;

namespace CallSummary.Gateway.Routing;

/// <summary>What is to be done with one incoming call.</summary>
internal sealed record CallPlan
{
    public required Trunk Trunk { get; init; }

    public required Route Route { get; init; }

    public required string CallerNumber { get; init; }

    public required string CalleeNumber { get; init; }

    /// <summary>What the caller's carrier signed about the number; null when nothing.</summary>
    public CallerAttestation? Attestation { get; init; }

    /// <summary>SIP URI of the next hop; null when the call is answered here.</summary>
    public required string? NextHop { get; init; }

    /// <summary>The trunk that it goes out by; null when the route has a next hop of its own, or the call is answered here.</summary>
    public Trunk? OutTrunk { get; init; }

    /// <summary>The legs for whom the call is summarised. Empty: the call is relayed, nothing is kept, nothing announced.</summary>
    public required IReadOnlyList<Leg> SubscriberLegs { get; init; }

    public required string NoticeLanguage { get; init; }

    public required string? Language { get; init; }

    public bool IsRecorded => SubscriberLegs.Count > 0;
}
