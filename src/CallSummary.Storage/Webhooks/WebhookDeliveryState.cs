namespace CallSummary.Storage.Webhooks;

/// <summary>Where a delivery stands.</summary>
public enum WebhookDeliveryState
{
    /// <summary>To be tried at its time.</summary>
    Pending = 0,

    /// <summary>The receiver answered 2xx.</summary>
    Delivered = 1,

    /// <summary>Given up after the last retry; kept and listable, can be sent again.</summary>
    Dead = 2,
}
