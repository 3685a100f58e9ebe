namespace CallSummary.Storage.Subscribers;

/// <summary>A link that shows chosen parts of one call to whoever has it, for a time.</summary>
public sealed class ShareLink
{
    /// <summary>Id (UUIDv7).</summary>
    public required Guid Id { get; init; }

    /// <summary>SHA-256 of the link's token, lower-case hex.</summary>
    public required string TokenSha256 { get; init; }

    /// <summary>The call.</summary>
    public required Guid CallId { get; init; }

    /// <summary>The tenant.</summary>
    public required string TenantId { get; init; }

    /// <summary>Who shares it.</summary>
    public required string SubscriberNumber { get; init; }

    /// <summary>What it shows, comma-separated: <c>summary</c>, <c>transcript</c>, <c>audio</c>.</summary>
    public required string Parts { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it stops working.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>How often it was opened.</summary>
    public int Opened { get; set; }
}
