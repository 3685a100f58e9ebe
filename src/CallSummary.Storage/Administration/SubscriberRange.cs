namespace CallSummary.Storage.Administration;

/// <summary>Subscribers' numbers from a first to a last one of the same length, both included. A single number: both are it.</summary>
public sealed class SubscriberRange
{
    /// <summary>Id (UUIDv7).</summary>
    public required Guid Id { get; init; }

    /// <summary>The tenant whose subscribers they are.</summary>
    public required string TenantId { get; init; }

    /// <summary>The first number, E.164 with + or a short code.</summary>
    public required string First { get; init; }

    /// <summary>The last number.</summary>
    public required string Last { get; init; }

    /// <summary>The operator's own word for it.</summary>
    public string Note { get; init; } = string.Empty;

    /// <summary>When it was added.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
