namespace CallSummary.Contracts;

/// <summary>A summary is stored. Carries what a push notice needs; the document itself is read from the database, under scope.</summary>
public sealed record CallSummarized
{
    /// <summary>Our id of the call.</summary>
    public required Guid CallId { get; init; }

    /// <summary>The tenant that owns the call.</summary>
    public required string TenantId { get; init; }

    /// <summary>The stored summary's id.</summary>
    public required Guid SummaryId { get; init; }

    /// <summary>The subscriber's leg: the summary is written from this view.</summary>
    public required Leg SubscriberLeg { get; init; }

    /// <summary>The subscriber's number, E.164.</summary>
    public required string SubscriberNumber { get; init; }

    /// <summary>Which engine wrote it.</summary>
    public required SummaryEngine Engine { get; init; }

    /// <summary>When it was stored.</summary>
    public required DateTimeOffset SummarizedAt { get; init; }
}
