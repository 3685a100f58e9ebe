namespace CallSummary.Portal.Webhooks;

/// <summary>How an attempt to deliver ended.</summary>
internal enum DeliveryOutcome
{
    /// <summary>The receiver answered 2xx.</summary>
    Delivered = 0,

    /// <summary>The receiver answered with another status.</summary>
    Refused = 1,

    /// <summary>The receiver answered with a redirect, which is not followed.</summary>
    Redirected = 2,

    /// <summary>No answer in time.</summary>
    TimedOut = 3,

    /// <summary>The host's name could not be resolved.</summary>
    NameNotResolved = 4,

    /// <summary>The host's address is one that webhooks may not reach.</summary>
    AddressRefused = 5,

    /// <summary>No connection, or it broke, or TLS failed.</summary>
    ConnectionFailed = 6,

    /// <summary>The webhook's secret cannot be read: the key ring that protected it is not there.</summary>
    SecretUnreadable = 7,
}
