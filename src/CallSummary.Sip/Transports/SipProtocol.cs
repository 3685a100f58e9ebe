namespace CallSummary.Sip.Transports;

/// <summary>The transport under SIP (RFC 3261, 18).</summary>
public enum SipProtocol
{
    Udp,
    Tcp,
}
