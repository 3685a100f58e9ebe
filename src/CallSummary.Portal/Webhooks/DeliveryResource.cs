using CallSummary.Storage.Webhooks;

namespace CallSummary.Portal.Webhooks;

/// <summary>One event on its way to one webhook.</summary>
internal sealed record DeliveryResource
{
    /// <summary>Id of the delivery.</summary>
    public required Guid Id { get; init; }

    /// <summary>Id of the event: the same in every attempt.</summary>
    public required string EventId { get; init; }

    /// <summary>The event's type.</summary>
    public required string EventType { get; init; }

    /// <summary>The call it tells of.</summary>
    public required Guid CallId { get; init; }

    /// <summary>Where it stands.</summary>
    public required WebhookDeliveryState State { get; init; }

    /// <summary>Attempts begun.</summary>
    public required int Attempts { get; init; }

    /// <summary>When it is tried next, or null when it is not.</summary>
    public required DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>HTTP status of the last attempt, or null when there was no answer.</summary>
    public required int? LastStatus { get; init; }

    /// <summary>What went wrong last, and what to do about it.</summary>
    public required string? LastError { get; init; }

    /// <summary>When the event happened.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was delivered.</summary>
    public required DateTimeOffset? DeliveredAt { get; init; }

    public static DeliveryResource Of(WebhookDelivery delivery) => new()
    {
        Id = delivery.Id,
        EventId = delivery.EventId,
        EventType = delivery.EventType,
        CallId = delivery.CallId,
        State = delivery.State,
        Attempts = delivery.Attempts,
        NextAttemptAt = delivery.State == WebhookDeliveryState.Pending ? delivery.NextAttemptAt : null,
        LastStatus = delivery.LastStatus,
        LastError = delivery.LastError,
        CreatedAt = delivery.CreatedAt,
        DeliveredAt = delivery.DeliveredAt,
    };
}
