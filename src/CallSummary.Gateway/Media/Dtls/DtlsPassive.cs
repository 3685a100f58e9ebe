using CallSummary.Rtp.Security;
using CallSummary.Sip.Sdp;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace CallSummary.Gateway.Media.Dtls;

/// <summary>Our side when the peer begins the handshake (<c>a=setup:passive</c>): the TLS server, which insists on the peer's certificate.</summary>
internal sealed class DtlsPassive(BcTlsCrypto crypto, DtlsIdentity own, SdpFingerprint peer, TimeSpan patience) : DefaultTlsServer(crypto)
{
    private bool _isPeerChecked;
    private int? _profile;

    /// <summary>Set when the handshake is done.</summary>
    public SrtpKeys? Keys { get; private set; }

    public override int GetHandshakeTimeoutMillis() => (int)patience.TotalMilliseconds;

    public override void ProcessClientExtensions(IDictionary<int, byte[]> clientExtensions)
    {
        base.ProcessClientExtensions(clientExtensions);
        _profile = clientExtensions is null ? null : SrtpProfiles.Choose(TlsSrtpUtilities.GetUseSrtpExtension(clientExtensions));
        if (_profile is null)
        {
            throw new TlsFatalAlert(AlertDescription.handshake_failure);
        }
    }

    public override IDictionary<int, byte[]> GetServerExtensions()
    {
        var extensions = TlsExtensionsUtilities.EnsureExtensionsInitialised(base.GetServerExtensions());
        TlsSrtpUtilities.AddUseSrtpExtension(extensions, new UseSrtpData([_profile!.Value], []));
        return extensions;
    }

    public override CertificateRequest GetCertificateRequest() => new(
        [ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign], TlsUtilities.GetDefaultSupportedSignatureAlgorithms(m_context), null);

    public override void NotifyClientCertificate(Certificate clientCertificate)
    {
        DtlsPeer.Check(clientCertificate, peer);
        _isPeerChecked = true;
    }

    public override void NotifyHandshakeComplete()
    {
        base.NotifyHandshakeComplete();
        Keys = _isPeerChecked ? SrtpProfiles.Keys(m_context, _profile!.Value) : throw new TlsFatalAlert(AlertDescription.certificate_required);
    }

    protected override TlsCredentialedSigner GetECDsaSignerCredentials() => own.Sign(m_context, crypto);

    /// <summary>Our certificate is ECDSA.</summary>
    protected override int[] GetSupportedCipherSuites() =>
    [
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
    ];

    protected override ProtocolVersion[] GetSupportedVersions() => ProtocolVersion.DTLSv12.Only();
}
