namespace CallSummary.Sip.Transports;

/// <summary>The transport under SIP (RFC 3261, 18).</summary>
public enum SipProtocol
{
    Udp,
    Tcp,

    /// <summary>TLS over TCP (RFC 3261, 26.2; RFC 5630).</summary>
    Tls,
}
