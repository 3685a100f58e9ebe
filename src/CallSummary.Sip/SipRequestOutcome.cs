using CallSummary.Sip.Messages;

namespace CallSummary.Sip;

/// <summary>The end of a request that is not an INVITE.</summary>
public sealed record SipRequestOutcome(SipRequestResult Result, SipResponse? Response = null)
{
    /// <summary>The final status; 408 for a timeout, 503 for a transport error, 481 for an ended session.</summary>
    public int StatusCode => Response?.StatusCode ?? Result switch
    {
        SipRequestResult.Timeout => 408,
        SipRequestResult.SessionEnded => 481,
        _ => 503,
    };

    /// <summary>Whether another server of the domain is to be tried (RFC 3263, 4.3).</summary>
    internal bool IsFailover => Result is SipRequestResult.Timeout or SipRequestResult.TransportError || Response?.StatusCode == 503;
}
