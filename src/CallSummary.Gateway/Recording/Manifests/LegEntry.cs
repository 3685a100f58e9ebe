using CallSummary.Contracts;

namespace CallSummary.Gateway.Recording.Manifests;

/// <summary>What a leg sends.</summary>
internal sealed record LegEntry : ManifestEntry
{
    public required Leg Leg { get; init; }

    /// <summary>RTP encoding name.</summary>
    public required string Codec { get; init; }
}
