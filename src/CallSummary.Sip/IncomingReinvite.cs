using CallSummary.Sip.Dialogs;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Sdp;

namespace CallSummary.Sip;

/// <summary>A re-INVITE from the peer, to be answered once.</summary>
public sealed class IncomingReinvite
{
    private readonly ReinviteServer _server;

    internal IncomingReinvite(ReinviteServer server) => _server = server;

    public SipRequest Request => _server.Request;

    /// <summary>The peer's offer; null when it asks us to offer: then our answer here is the offer and the peer's comes with the ACK.</summary>
    public SdpDescription? Offer => _server.Offer;

    /// <summary>Accepts with our answer (or offer). False when it was answered, or the session ended, before.</summary>
    public bool Accept(SdpDescription sdp)
    {
        ArgumentNullException.ThrowIfNull(sdp);
        return _server.Accept(sdp);
    }

    /// <summary>Refuses: the session stays as it was. False when it was answered before.</summary>
    /// <param name="statusCode">300 to 699; 488 when nothing fits.</param>
    /// <param name="reason">The reason phrase; null: the usual one.</param>
    public bool Reject(int statusCode = 488, string? reason = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(statusCode, 300);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(statusCode, 699);
        return _server.Reject(statusCode, reason);
    }
}
