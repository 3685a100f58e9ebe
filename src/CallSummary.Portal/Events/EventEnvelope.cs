namespace CallSummary.Portal.Events;

/// <summary>An event as streams and webhooks carry it.</summary>
internal sealed record EventEnvelope
{
    /// <summary>Id of the event: the same in every stream, attempt and replay, so that a receiver can drop repeats.</summary>
    public required string Id { get; init; }

    /// <summary>What happened, for example <c>summary.ready</c>.</summary>
    public required string Type { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What it happened to; its fields depend on <see cref="Type"/>.</summary>
    public required EventData Data { get; init; }
}
