namespace CallSummary.Storage.Subscribers;

/// <summary>A text that a person put right. The original stays where it is; this is laid over it.</summary>
public sealed class Correction
{
    /// <summary>Id (UUIDv7); the latest of a target wins.</summary>
    public required Guid Id { get; init; }

    /// <summary>The call.</summary>
    public required Guid CallId { get; init; }

    /// <summary>The tenant.</summary>
    public required string TenantId { get; init; }

    /// <summary>The subscriber whose view it changes.</summary>
    public required string SubscriberNumber { get; init; }

    /// <summary>What it puts right: <c>line:caller:3</c>, <c>title</c>, <c>summary</c>, <c>details:0</c>, <c>action_items:1</c>.</summary>
    public required string Target { get; init; }

    /// <summary>What stood there before.</summary>
    public required string Original { get; init; }

    /// <summary>What is right.</summary>
    public required string Text { get; init; }

    /// <summary>Who wrote it.</summary>
    public required string Author { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
