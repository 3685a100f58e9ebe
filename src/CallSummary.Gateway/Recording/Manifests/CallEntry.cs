using System.Text.Json.Serialization;
using CallSummary.Contracts;

namespace CallSummary.Gateway.Recording.Manifests;

/// <summary>The call was answered: everything that its database row needs. <see cref="ManifestEntry.At"/> is offset zero of the timeline.</summary>
internal sealed record CallEntry : ManifestEntry
{
    public const int CurrentVersion = 1;

    public int Version { get; init; } = CurrentVersion;

    public required Guid CallId { get; init; }

    public required string TenantId { get; init; }

    public required string CallerNumber { get; init; }

    public required string CalleeNumber { get; init; }

    public required IReadOnlyList<Leg> SubscriberLegs { get; init; }

    /// <summary>The subscriber's number; null when there is none, or when both parties are.</summary>
    [JsonIgnore]
    public string? Subscriber => SubscriberLegs is [var leg] ? (leg == Leg.Caller ? CallerNumber : CalleeNumber) : null;

    public required string TimeZone { get; init; }

    /// <summary>Language that recognition is fixed to, or null.</summary>
    public string? Language { get; init; }

    /// <summary>Consent when the call was answered.</summary>
    public required ConsentState Consent { get; init; }

    /// <summary>Name of the gateway that records it.</summary>
    public required string Owner { get; init; }

    /// <summary>What the caller's carrier signed about the caller's number; null when nothing.</summary>
    public CallerAttestation? Attestation { get; init; }

    /// <summary>The trunk it came from.</summary>
    public required string Trunk { get; init; }
}
