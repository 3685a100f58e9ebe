namespace CallSummary.Storage.Outbox;

/// <summary>A message that was committed with the state it tells of and has not reached the bus yet.</summary>
public sealed class OutboxMessage
{
    /// <summary>Id (UUIDv7); the bus message carries the same id, so that consumers can see a repeat.</summary>
    public required Guid Id { get; init; }

    /// <summary>Simple name of the contract (for example <c>CallEnded</c>).</summary>
    public required string MessageType { get; init; }

    /// <summary>The message as JSON.</summary>
    public required string Body { get; init; }

    /// <summary>When it was committed.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Until when a dispatcher holds it; past that, any dispatcher may take it.</summary>
    public DateTimeOffset? LeasedUntil { get; set; }

    /// <summary>Failed attempts to publish.</summary>
    public int Attempts { get; set; }
}
