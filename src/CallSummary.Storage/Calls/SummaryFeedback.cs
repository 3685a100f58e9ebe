using CallSummary.Contracts;

namespace CallSummary.Storage.Calls;

/// <summary>What somebody said of a summary: a rating, a corrected version, or both. It goes when its call is erased.</summary>
public sealed class SummaryFeedback
{
    /// <summary>Id (UUIDv7).</summary>
    public required Guid Id { get; init; }

    /// <summary>The call.</summary>
    public required Guid CallId { get; init; }

    /// <summary>The tenant that owns it; part of every query.</summary>
    public required string TenantId { get; init; }

    /// <summary>The subscriber's leg whose summary is meant.</summary>
    public required Leg SubscriberLeg { get; init; }

    /// <summary>1 (useless) to 5 (right); null when none was given.</summary>
    public int? Rating { get; init; }

    /// <summary>The corrected <see cref="SummaryContent"/> as JSON, or null.</summary>
    public string? CorrectionJson { get; init; }

    /// <summary>The subscriber allows this call's transcript and correction to be used to improve and measure summaries; without it they are never exported.</summary>
    public required bool MayImprove { get; init; }

    /// <summary>When it was given.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
