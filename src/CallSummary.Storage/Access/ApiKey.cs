namespace CallSummary.Storage.Access;

/// <summary>A key to the API. It belongs to a tenant, or to one subscriber of it; every query is scoped by it.</summary>
public sealed class ApiKey
{
    /// <summary>Id (UUIDv7).</summary>
    public required Guid Id { get; init; }

    /// <summary>SHA-256 of the key, lower-case hex. The key itself is shown once and not kept.</summary>
    public required string KeySha256 { get; init; }

    /// <summary>The tenant.</summary>
    public required string TenantId { get; init; }

    /// <summary>The subscriber's number, or null for a key of the whole tenant.</summary>
    public string? SubscriberNumber { get; init; }

    /// <summary>What it is for, in the operator's words.</summary>
    public required string Name { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was revoked; null while it works.</summary>
    public DateTimeOffset? RevokedAt { get; set; }
}
