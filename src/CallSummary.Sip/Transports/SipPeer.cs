using System.Net;

namespace CallSummary.Sip.Transports;

/// <summary>The other end of a message: which channel, which address.</summary>
internal readonly record struct SipPeer(SipChannel Channel, IPEndPoint EndPoint)
{
    public SipProtocol Protocol => Channel.Protocol;

    public bool TrySend(byte[] message) => Channel.TrySend(message, EndPoint);
}
