namespace CallSummary.Contracts;

/// <summary>
/// The checked title of a summary that is still being written: the first thing that a subscriber can be shown. The summary that
/// <see cref="CallSummarized"/> announces afterwards is what counts.
/// </summary>
public sealed record CallTitled
{
    /// <summary>Our id of the call.</summary>
    public required Guid CallId { get; init; }

    /// <summary>The tenant that owns the call.</summary>
    public required string TenantId { get; init; }

    /// <summary>The subscriber's leg: the title is written from this view.</summary>
    public required Leg SubscriberLeg { get; init; }

    /// <summary>The title, in the call's language.</summary>
    public required string Title { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset TitledAt { get; init; }
}
