using System.Security.Cryptography;
using CallSummary.Sip.Sdp;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace CallSummary.Gateway.Media.Dtls;

/// <summary>
/// The certificate that we show in DTLS handshakes: made at start and signed by nobody, for what vouches for it is its fingerprint in the
/// session description (RFC 5763 section 5).
/// </summary>
internal sealed class DtlsIdentity
{
    private readonly byte[] _certificate;
    private readonly AsymmetricKeyParameter _key;

    public DtlsIdentity(TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = time.GetUtcNow();
        using var certificate = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=CallSummary", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddYears(10));
        Fingerprint = SdpFingerprint.Of(certificate);
        _certificate = certificate.RawData;
        _key = PrivateKeyFactory.CreateKey(key.ExportPkcs8PrivateKey());
    }

    /// <summary>For <c>a=fingerprint</c>.</summary>
    public SdpFingerprint Fingerprint { get; }

    /// <summary>Signs a handshake.</summary>
    public TlsCredentialedSigner Sign(TlsContext context, BcTlsCrypto crypto) => new BcDefaultTlsCredentialedSigner(
        new TlsCryptoParameters(context),
        crypto,
        _key,
        new Certificate([crypto.CreateCertificate(_certificate)]),
        SignatureAndHashAlgorithm.GetInstance(Org.BouncyCastle.Tls.HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
}
