namespace CallSummary.Sip;

/// <summary>Why a session ended. Set once.</summary>
public enum SipSessionEnd
{
    /// <summary>The peer sent BYE.</summary>
    RemoteBye,

    /// <summary>We sent BYE.</summary>
    LocalBye,

    /// <summary>The ACK for our 200 never came within 64 T1; we sent BYE (RFC 3261, 13.3.1.4).</summary>
    NoAck,

    /// <summary>A request of ours inside the dialog got no answer or 408.</summary>
    Timeout,

    /// <summary>The peer answered 481: it no longer knows the dialog (RFC 3261, 12.2.1.2).</summary>
    UnknownToPeer,

    /// <summary>A request inside the dialog could not be sent.</summary>
    TransportError,

    /// <summary>The stack stopped; BYE was sent.</summary>
    StackStopped,

    /// <summary>Nobody refreshed the session in time; we sent BYE (RFC 4028, 10).</summary>
    Expired,

    /// <summary>Another call took its place (RFC 3891); we sent BYE.</summary>
    Replaced,
}
