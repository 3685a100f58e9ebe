using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace CallSummary.Sip.Transports;

/// <summary>Makes TLS of a connection, in either role, with the certificates in force when it began.</summary>
internal sealed class TlsHandshake
{
    private const SslProtocols Versions = SslProtocols.Tls12 | SslProtocols.Tls13;

    private readonly TimeProvider _time;
    private volatile Identity _identity;

    public TlsHandshake(SipTlsOptions options, TimeProvider time)
    {
        _time = time;
        _identity = new Identity(options);
    }

    /// <summary>New connections use these; those that are open stay as they are.</summary>
    public void Reload(SipTlsOptions options) => _identity = new Identity(options);

    /// <exception cref="AuthenticationException">The peer is not who it must be, or speaks no TLS that we do.</exception>
    public async Task<SslStream> AsServerAsync(Stream stream, CancellationToken cancellationToken)
    {
        var identity = _identity;
        var tls = new SslStream(stream, leaveInnerStreamOpen: false);
        using var limit = Limit(identity);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        await tls.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                ServerCertificateContext = identity.Context ?? throw new AuthenticationException("No certificate is set."),
                EnabledSslProtocols = Versions,
                ClientCertificateRequired = identity.Options.PeerCertificates != SipPeerCertificates.None,
                CertificateChainPolicy = identity.ChainPolicy(serverAuthentication: false),
                RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
                    certificate is null ? identity.Options.PeerCertificates != SipPeerCertificates.Require : errors == SslPolicyErrors.None,
            },
            either.Token).ConfigureAwait(false);
        return tls;
    }

    /// <param name="stream">The connection.</param>
    /// <param name="domain">Whom we called: the name that the certificate must carry (RFC 5922, 7.3).</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="AuthenticationException">The peer is not who it must be, or speaks no TLS that we do.</exception>
    public async Task<SslStream> AsClientAsync(Stream stream, string domain, CancellationToken cancellationToken)
    {
        var identity = _identity;
        var tls = new SslStream(stream, leaveInnerStreamOpen: false);
        using var limit = Limit(identity);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var own = identity.Options.ClientCertificateFor?.Invoke(domain);
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = IPAddress.TryParse(domain, out _) ? "" : domain,
                EnabledSslProtocols = Versions,
                ClientCertificateContext = own is null ? identity.Context : SslStreamCertificateContext.Create(own, identity.Options.Intermediates, offline: true),
                CertificateChainPolicy = identity.ChainPolicy(serverAuthentication: true),
                RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
                    certificate is X509Certificate2 shown
                    && (errors & ~SslPolicyErrors.RemoteCertificateNameMismatch) == SslPolicyErrors.None
                    && SipCertificateNames.Matches(shown, domain),
            },
            either.Token).ConfigureAwait(false);
        return tls;
    }

    private CancellationTokenSource Limit(Identity identity) => new(identity.Options.HandshakeTimeout, _time);

    private sealed class Identity(SipTlsOptions options)
    {
        private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

        public SipTlsOptions Options => options;

        public SslStreamCertificateContext? Context { get; } =
            options.Certificate is null ? null : SslStreamCertificateContext.Create(options.Certificate, options.Intermediates, offline: true);

        public X509ChainPolicy ChainPolicy(bool serverAuthentication)
        {
            var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
            // SIP servers call each other with one certificate in both roles, so a client's need not name client authentication (RFC 5924, 4).
            if (serverAuthentication) policy.ApplicationPolicy.Add(new(ServerAuthentication));
            policy.ExtraStore.AddRange(options.Intermediates);
            if (options.TrustedRoots is not { } roots) return policy;
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(roots);
            return policy;
        }
    }
}
