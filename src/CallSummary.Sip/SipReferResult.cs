namespace CallSummary.Sip;

/// <summary>How a transfer that we asked for went.</summary>
public enum SipReferResult
{
    /// <summary>The peer reported 2xx for its call.</summary>
    Succeeded,

    /// <summary>The peer reported another final status for its call.</summary>
    Failed,

    /// <summary>The peer took the REFER but will not report (RFC 4488), or stopped reporting before the end.</summary>
    Unreported,

    /// <summary>The peer refused the REFER.</summary>
    Rejected,

    /// <summary>No answer to the REFER.</summary>
    Timeout,
    TransportError,

    /// <summary>The session ended before the report.</summary>
    SessionEnded,
}
