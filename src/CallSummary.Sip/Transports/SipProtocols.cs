namespace CallSummary.Sip.Transports;

/// <summary>How Via and URIs name a transport.</summary>
internal static class SipProtocols
{
    public static string ViaName(SipProtocol protocol) => protocol switch
    {
        SipProtocol.Udp => "UDP",
        SipProtocol.Tcp => "TCP",
        _ => "TLS",
    };

    /// <summary>The value of the URI parameter; null where none is needed.</summary>
    public static string? UriName(SipProtocol protocol) => protocol switch
    {
        SipProtocol.Udp => null,
        SipProtocol.Tcp => "tcp",
        _ => "tls",
    };

    public static int DefaultPort(SipProtocol protocol) => protocol == SipProtocol.Tls ? 5061 : 5060;
}
