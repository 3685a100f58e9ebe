namespace CallSummary.Storage.Subscribers;

/// <summary>What one subscriber did with one call; key (CallId, TenantId, SubscriberNumber).</summary>
public sealed class CallMark
{
    /// <summary>The call.</summary>
    public required Guid CallId { get; init; }

    /// <summary>The tenant.</summary>
    public required string TenantId { get; init; }

    /// <summary>The subscriber.</summary>
    public required string SubscriberNumber { get; init; }

    /// <summary>When the summary was first opened; null while unread.</summary>
    public DateTimeOffset? ReadAt { get; set; }

    /// <summary>When the subscriber said that the summary is right.</summary>
    public DateTimeOffset? ApprovedAt { get; set; }

    /// <summary>1 (bad) to 5 (good), or null.</summary>
    public int? Rating { get; set; }

    /// <summary>Numbers of the to-dos that are done, comma-separated, from 0.</summary>
    public string Done { get; set; } = string.Empty;
}
