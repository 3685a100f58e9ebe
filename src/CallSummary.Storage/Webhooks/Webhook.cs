namespace CallSummary.Storage.Webhooks;

/// <summary>A URL that wants to be told of events within its scope.</summary>
public sealed class Webhook
{
    /// <summary>Id (UUIDv7).</summary>
    public required Guid Id { get; init; }

    /// <summary>The tenant.</summary>
    public required string TenantId { get; init; }

    /// <summary>The subscriber whose events it gets, or null for all of the tenant's.</summary>
    public string? SubscriberNumber { get; init; }

    /// <summary>Where events are POSTed.</summary>
    public required string Url { get; init; }

    /// <summary>Key of the HMAC-SHA256 signature, protected by the portal's key ring.</summary>
    public required string Secret { get; init; }

    /// <summary>Event types wanted, comma-separated (for example <c>summary.ready</c>); empty = all.</summary>
    public required string EventTypes { get; init; }

    /// <summary>When it was registered.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
