using CallSummary.Contracts;

namespace CallSummary.Gateway.Recording.Manifests;

/// <summary>Who the parties are, as known from now on: a recorder may tell it after the call began.</summary>
internal sealed record PartiesEntry : ManifestEntry
{
    public required string CallerNumber { get; init; }

    public required string CalleeNumber { get; init; }

    public required IReadOnlyList<Leg> SubscriberLegs { get; init; }
}
