namespace CallSummary.Storage.Webhooks;

/// <summary>One event on its way to one webhook; unique by (WebhookId, EventId).</summary>
public sealed class WebhookDelivery
{
    /// <summary>Id (UUIDv7).</summary>
    public required Guid Id { get; init; }

    /// <summary>The webhook.</summary>
    public required Guid WebhookId { get; init; }

    /// <summary>The event's id: the same in every attempt and after every restart.</summary>
    public required string EventId { get; init; }

    /// <summary>The event's type (for example <c>summary.ready</c>).</summary>
    public required string EventType { get; init; }

    /// <summary>The call it tells of.</summary>
    public required Guid CallId { get; init; }

    /// <summary>The JSON body, without the call's content once the call is erased.</summary>
    public required string Body { get; set; }

    /// <summary>Where it stands.</summary>
    public required WebhookDeliveryState State { get; set; }

    /// <summary>Attempts made.</summary>
    public int Attempts { get; set; }

    /// <summary>When it is tried next, while pending.</summary>
    public required DateTimeOffset NextAttemptAt { get; set; }

    /// <summary>HTTP status of the last attempt, if there was an answer.</summary>
    public int? LastStatus { get; set; }

    /// <summary>What went wrong last, in words for the operator; never the response's body.</summary>
    public string? LastError { get; set; }

    /// <summary>When the event happened.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was delivered.</summary>
    public DateTimeOffset? DeliveredAt { get; set; }
}
