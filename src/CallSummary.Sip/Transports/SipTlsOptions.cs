using System.Security.Cryptography.X509Certificates;

namespace CallSummary.Sip.Transports;

/// <summary>Certificates and trust of SIP over TLS 1.2 and later. Nothing is fetched: no revocation lists, no missing intermediates.</summary>
public sealed class SipTlsOptions
{
    /// <summary>Our certificate with its private key: shown to who connects, and to servers that ask for one. Needed to listen.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Certificates between ours and its root, sent along.</summary>
    public X509Certificate2Collection Intermediates { get; init; } = [];

    /// <summary>Whom we believe. Null: the system's trusted roots.</summary>
    public X509Certificate2Collection? TrustedRoots { get; init; }

    /// <summary>Whether those who connect show a certificate.</summary>
    public SipPeerCertificates PeerCertificates { get; init; } = SipPeerCertificates.Allow;

    /// <summary>Another certificate of ours for a server, by the domain that we call; null or null from it: <see cref="Certificate"/>.</summary>
    public Func<string, X509Certificate2?>? ClientCertificateFor { get; init; }

    /// <summary>Who is not through the handshake by then is cut off. 100 ms to 60 s.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
