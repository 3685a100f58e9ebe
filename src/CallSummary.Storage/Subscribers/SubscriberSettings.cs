namespace CallSummary.Storage.Subscribers;

/// <summary>What a subscriber chose for all calls; key (TenantId, SubscriberNumber).</summary>
public sealed class SubscriberSettings
{
    /// <summary>The tenant.</summary>
    public required string TenantId { get; init; }

    /// <summary>The subscriber.</summary>
    public required string SubscriberNumber { get; init; }

    /// <summary>Days after which a call is erased; null to keep it until it is deleted.</summary>
    public int? RetentionDays { get; set; }
}
