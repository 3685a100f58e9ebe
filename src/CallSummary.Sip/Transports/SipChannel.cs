using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace CallSummary.Sip.Transports;

/// <summary>A way out for messages: a bound UDP socket or one stream connection.</summary>
internal abstract class SipChannel
{
    public abstract SipProtocol Protocol { get; }

    /// <summary>The bound address; for a connection that is still being made, the unspecified one.</summary>
    public abstract IPEndPoint LocalEndPoint { get; }

    public abstract bool IsOpen { get; }

    /// <summary>What the peer showed and was checked in the TLS handshake; null without one.</summary>
    public virtual X509Certificate2? PeerCertificate => null;

    /// <summary>Whether the transport itself retransmits (RFC 3261, 17): timers A, E, G stay off and D, I, J, K are zero.</summary>
    public bool IsReliable => Protocol != SipProtocol.Udp;

    /// <summary>Queues or sends one message. False when it cannot be sent.</summary>
    public abstract bool TrySend(byte[] message, IPEndPoint remote);
}
