using System.Security.Cryptography.X509Certificates;
using CallSummary.Sip.Sdp;
using Org.BouncyCastle.Tls;

namespace CallSummary.Gateway.Media.Dtls;

/// <summary>Whom we shake hands with.</summary>
internal static class DtlsPeer
{
    /// <summary>Throws unless its certificate is the one of its session description (RFC 5763 section 5): nothing else proves who it is.</summary>
    /// <exception cref="TlsFatalAlert">It is another one, or none.</exception>
    public static void Check(Certificate? shown, SdpFingerprint expected)
    {
        if (shown is null || shown.IsEmpty)
        {
            throw new TlsFatalAlert(AlertDescription.certificate_required);
        }

        using var certificate = X509CertificateLoader.LoadCertificate(shown.GetCertificateAt(0).GetEncoded());
        if (!expected.Matches(certificate))
        {
            throw new TlsFatalAlert(AlertDescription.bad_certificate);
        }
    }
}
