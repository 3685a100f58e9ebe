namespace CallSummary.Storage.Subscribers;

/// <summary>
/// Whether a subscriber wants summaries of calls with one number, or, where <see cref="OtherNumber"/> is empty, with everybody that no other row names;
/// key (TenantId, SubscriberNumber, OtherNumber). A rule that is taken back stays as a row without a word, so that gateways notice.
/// </summary>
public sealed class SummaryChoice
{
    /// <summary>The tenant.</summary>
    public required string TenantId { get; init; }

    /// <summary>The subscriber.</summary>
    public required string SubscriberNumber { get; init; }

    /// <summary>The other party's number as calls show it; empty for everybody else.</summary>
    public required string OtherNumber { get; init; }

    /// <summary>For calls that the subscriber makes; null to do as with everybody else, and there: to summarise.</summary>
    public bool? Outgoing { get; set; }

    /// <summary>For calls that the subscriber gets; null likewise.</summary>
    public bool? Incoming { get; set; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset ChangedAt { get; set; }
}
