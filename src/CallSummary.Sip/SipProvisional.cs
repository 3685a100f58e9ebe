using CallSummary.Sip.Messages;
using CallSummary.Sip.Sdp;

namespace CallSummary.Sip;

/// <summary>A provisional response (101 to 199) to an outgoing INVITE.</summary>
/// <param name="Response">The response.</param>
/// <param name="Sdp">The early answer, where it carries one.</param>
public sealed record SipProvisional(SipResponse Response, SdpDescription? Sdp)
{
    public int StatusCode => Response.StatusCode;

    /// <summary>Names the early dialog: a forked call has several.</summary>
    public string? ToTag => Response.To.Tag;
}
