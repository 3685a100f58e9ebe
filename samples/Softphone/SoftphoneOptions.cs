using System.Net;
using CallSummary.Sip.Transports;

namespace CallSummary.Softphone;

/// <summary>Where a softphone is and who it says it is.</summary>
public sealed record SoftphoneOptions
{
    /// <summary>Address of its SIP and RTP sockets; default loopback.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>SIP port (UDP); 0 (default) lets the system choose.</summary>
    public int Port { get; init; }

    /// <summary>SIP port over TLS, where <see cref="Tls"/> has a certificate; 0 (default) lets the system choose.</summary>
    public int TlsPort { get; init; }

    /// <summary>Certificates and trust for calls over TLS; null (default): none.</summary>
    public SipTlsOptions? Tls { get; init; }

    /// <summary>Its number or name: the user part of From and Contact.</summary>
    public string User { get; init; } = "softphone";

    /// <summary>Lowest RTP port. Default 32768; 8,000 ports from there.</summary>
    public int FirstRtpPort { get; init; } = 32768;

    /// <summary>Seconds of heard audio that a call keeps. Default 600.</summary>
    public int KeptSeconds { get; init; } = 600;
}
