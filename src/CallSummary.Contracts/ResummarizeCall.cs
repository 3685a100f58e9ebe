namespace CallSummary.Contracts;

/// <summary>
/// A command: summarise a summarised call once more. The new summary becomes the call's; the one before is kept as an earlier version. It is
/// announced by <see cref="CallSummarized"/> like the first. What became of the command stands in its row (<c>Reruns</c>).
/// </summary>
public sealed record ResummarizeCall
{
    /// <summary>Id of the command and of its row: done twice, it counts once.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>Our id of the call.</summary>
    public required Guid CallId { get; init; }

    /// <summary>The tenant that owns the call; a call of another is not touched.</summary>
    public required string TenantId { get; init; }

    /// <summary>Whose view is written again; null for every subscriber's.</summary>
    public Leg? SubscriberLeg { get; init; }

    /// <summary>The engine that shall write; null for the configured ones in their order.</summary>
    public SummaryBackend? Engine { get; init; }

    /// <summary>The model's name as its engine knows it; null for the one that is configured.</summary>
    public string? Model { get; init; }
}
