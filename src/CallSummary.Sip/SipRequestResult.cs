namespace CallSummary.Sip;

/// <summary>How a request that is not an INVITE ended.</summary>
public enum SipRequestResult
{
    /// <summary>A final response came, of any status.</summary>
    Responded,

    /// <summary>None came within 64 T1.</summary>
    Timeout,

    /// <summary>It could not be sent.</summary>
    TransportError,

    /// <summary>The dialog had ended before.</summary>
    SessionEnded,
}
