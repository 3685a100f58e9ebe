namespace CallSummary.Sip;

/// <summary>How an outgoing INVITE ended.</summary>
public enum InviteResult
{
    /// <summary>200; the ACK was sent.</summary>
    Answered,

    /// <summary>A final response of 300 or more.</summary>
    Rejected,

    /// <summary>No response within 64 T1.</summary>
    Timeout,

    /// <summary>The target's name did not resolve, or the request could not be sent.</summary>
    TransportError,

    /// <summary>We cancelled. A 200 that crossed the CANCEL was ended with BYE.</summary>
    Cancelled,
}
