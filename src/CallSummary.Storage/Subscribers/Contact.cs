namespace CallSummary.Storage.Subscribers;

/// <summary>A name that a subscriber gives a number; nobody else sees it. Key (TenantId, SubscriberNumber, Number).</summary>
public sealed class Contact
{
    /// <summary>The tenant.</summary>
    public required string TenantId { get; init; }

    /// <summary>Whose contact it is.</summary>
    public required string SubscriberNumber { get; init; }

    /// <summary>The number, as calls show it.</summary>
    public required string Number { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; set; }
}
