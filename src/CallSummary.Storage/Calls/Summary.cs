using CallSummary.Contracts;

namespace CallSummary.Storage.Calls;

/// <summary>A stored summary: one per call and subscriber's leg.</summary>
public sealed class Summary
{
    /// <summary>Id (UUIDv7).</summary>
    public required Guid Id { get; init; }

    /// <summary>The call.</summary>
    public required Guid CallId { get; init; }

    /// <summary>The tenant that owns it; part of every query.</summary>
    public required string TenantId { get; init; }

    /// <summary>The subscriber's leg.</summary>
    public required Leg SubscriberLeg { get; init; }

    /// <summary>The subscriber's number.</summary>
    public required string SubscriberNumber { get; init; }

    /// <summary>Which engine wrote it.</summary>
    public required SummaryEngine Engine { get; set; }

    /// <summary>The title, for lists.</summary>
    public required string Title { get; set; }

    /// <summary><see cref="SummaryDocument"/> as JSON.</summary>
    public required string DocumentJson { get; set; }

    /// <summary>When it was stored.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a model is asked again, because its failure may be over then; null when this summary is final.</summary>
    public DateTimeOffset? RetryAt { get; set; }

    /// <summary>How often a model has been asked in vain; null when never.</summary>
    public int? FailedAttempts { get; set; }
}
