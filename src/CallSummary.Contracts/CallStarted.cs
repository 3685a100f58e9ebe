namespace CallSummary.Contracts;

/// <summary>A call was answered. Published by the gateway once per call, after the call's row is in the database.</summary>
public sealed record CallStarted
{
    /// <summary>Our id of the call (UUIDv7). Not the SIP Call-ID.</summary>
    public required Guid CallId { get; init; }

    /// <summary>The tenant that owns the trunk.</summary>
    public required string TenantId { get; init; }

    /// <summary>The caller's number, E.164 where the trunk's plan allows it, otherwise as signalled.</summary>
    public required string CallerNumber { get; init; }

    /// <summary>The called number, E.164 where the trunk's plan allows it, otherwise as signalled.</summary>
    public required string CalleeNumber { get; init; }

    /// <summary>The legs that are subscribers of the tenant: one summary is written from the view of each.</summary>
    public required IReadOnlyList<Leg> SubscriberLegs { get; init; }

    /// <summary>When the call was answered; offset zero of its timeline.</summary>
    public required DateTimeOffset StartedAt { get; init; }
}
