namespace CallSummary.Contracts;

/// <summary>No summary could be stored for a subscriber's view of a call. The transcript and the recording are still there.</summary>
public sealed record CallSummaryFailed
{
    /// <summary>Our id of the call.</summary>
    public required Guid CallId { get; init; }

    /// <summary>The tenant that owns the call.</summary>
    public required string TenantId { get; init; }

    /// <summary>The subscriber's leg.</summary>
    public required Leg SubscriberLeg { get; init; }

    /// <summary>Why.</summary>
    public required SummaryFailure Failure { get; init; }
}
