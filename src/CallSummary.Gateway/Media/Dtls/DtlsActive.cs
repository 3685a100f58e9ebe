using CallSummary.Rtp.Security;
using CallSummary.Sip.Sdp;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace CallSummary.Gateway.Media.Dtls;

/// <summary>Our side when we begin the handshake (<c>a=setup:active</c>): the TLS client.</summary>
internal sealed class DtlsActive(BcTlsCrypto crypto, DtlsIdentity own, SdpFingerprint peer, TimeSpan patience) : DefaultTlsClient(crypto), TlsAuthentication
{
    private int? _profile;

    /// <summary>Set when the handshake is done.</summary>
    public SrtpKeys? Keys { get; private set; }

    public override int GetHandshakeTimeoutMillis() => (int)patience.TotalMilliseconds;

    public override IDictionary<int, byte[]> GetClientExtensions()
    {
        var extensions = TlsExtensionsUtilities.EnsureExtensionsInitialised(base.GetClientExtensions());
        TlsSrtpUtilities.AddUseSrtpExtension(extensions, SrtpProfiles.Offer);
        return extensions;
    }

    public override void ProcessServerExtensions(IDictionary<int, byte[]> serverExtensions)
    {
        base.ProcessServerExtensions(serverExtensions);

        // RFC 5764 section 4.1: exactly one of ours, or there is no SRTP.
        var chosen = serverExtensions is null ? null : TlsSrtpUtilities.GetUseSrtpExtension(serverExtensions);
        _profile = chosen is { ProtectionProfiles.Length: 1 } ? SrtpProfiles.Choose(chosen) : null;
        if (_profile is null)
        {
            throw new TlsFatalAlert(AlertDescription.illegal_parameter);
        }
    }

    public override TlsAuthentication GetAuthentication() => this;

    public void NotifyServerCertificate(TlsServerCertificate serverCertificate) => DtlsPeer.Check(serverCertificate.Certificate, peer);

    public TlsCredentials GetClientCredentials(CertificateRequest certificateRequest) => own.Sign(m_context, crypto);

    public override void NotifyHandshakeComplete()
    {
        base.NotifyHandshakeComplete();
        Keys = SrtpProfiles.Keys(m_context, _profile ?? throw new TlsFatalAlert(AlertDescription.handshake_failure));
    }

    protected override ProtocolVersion[] GetSupportedVersions() => ProtocolVersion.DTLSv12.Only();
}
