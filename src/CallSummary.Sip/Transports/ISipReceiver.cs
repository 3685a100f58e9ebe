using CallSummary.Sip.Messages;

namespace CallSummary.Sip.Transports;

/// <summary>Takes what the transports received, on their loops: it must not block.</summary>
internal interface ISipReceiver
{
    void OnMessage(SipMessage? message, SipParseError error, SipPeer peer);

    /// <summary>A connection broke or could not be made.</summary>
    void OnChannelFailed(SipChannel channel);
}
