using CallSummary.Storage.Webhooks;

namespace CallSummary.Portal.Webhooks;

/// <summary>A new webhook; the only answer that ever holds its secret.</summary>
internal sealed record CreatedWebhookResource : WebhookResource
{
    /// <summary>Key of the signature. Keep it now: it is not shown again.</summary>
    public required string Secret { get; init; }

    public static CreatedWebhookResource Of(Webhook webhook, string secret) => new()
    {
        Id = webhook.Id,
        Url = webhook.Url,
        EventTypes = TypesOf(webhook),
        SubscriberNumber = webhook.SubscriberNumber,
        CreatedAt = webhook.CreatedAt,
        Secret = secret,
    };
}
