using CallSummary.Storage.Webhooks;

namespace CallSummary.Portal.Webhooks;

/// <summary>A registered webhook.</summary>
internal record WebhookResource
{
    /// <summary>Id of the webhook.</summary>
    public required Guid Id { get; init; }

    /// <summary>Where events are POSTed.</summary>
    public required string Url { get; init; }

    /// <summary>The events it is told of.</summary>
    public required IReadOnlyList<string> EventTypes { get; init; }

    /// <summary>The subscriber whose calls it is told of, or null for all calls of the tenant.</summary>
    public required string? SubscriberNumber { get; init; }

    /// <summary>When it was registered.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    public static WebhookResource Of(Webhook webhook) => new()
    {
        Id = webhook.Id,
        Url = webhook.Url,
        EventTypes = TypesOf(webhook),
        SubscriberNumber = webhook.SubscriberNumber,
        CreatedAt = webhook.CreatedAt,
    };

    protected static IReadOnlyList<string> TypesOf(Webhook webhook) =>
        webhook.EventTypes.Length == 0 ? Portal.Events.EventTypes.Webhook : webhook.EventTypes.Split(',');
}
