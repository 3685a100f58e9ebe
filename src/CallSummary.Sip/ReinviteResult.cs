namespace CallSummary.Sip;

/// <summary>How a re-INVITE of ours ended. The session goes on except after the last three.</summary>
public enum ReinviteResult
{
    /// <summary>200; the session's descriptions are the new ones.</summary>
    Accepted,

    /// <summary>A final response of 300 or more: the session stays as it was.</summary>
    Rejected,

    /// <summary>Another offer was under way on either side (RFC 3261, 14.1), also after the retries: try later.</summary>
    Glare,

    Timeout,
    TransportError,
    SessionEnded,
}
