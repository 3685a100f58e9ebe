using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CallSummary.Sip.Transports;

namespace CallSummary.Gateway.Trunks;

/// <summary>Certificates of SIP over TLS, as PEM files. Read at start and when the settings change.</summary>
public sealed class TlsOptions
{
    /// <summary>PEM file with our certificate, and those between it and its root; empty (default) = no TLS.</summary>
    public string Certificate { get; set; } = "";

    /// <summary>PEM file with its private key; empty (default) = it is in the certificate's file.</summary>
    public string Key { get; set; } = "";

    /// <summary>PEM file with the roots that we believe; empty (default) = the system's.</summary>
    public string TrustedRoots { get; set; } = "";

    internal bool IsSet => Certificate.Length > 0 || TrustedRoots.Length > 0;

    /// <summary>What the files hold; null without a certificate and roots.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="CryptographicException">A file holds no certificate or key.</exception>
    internal SipTlsOptions? Load()
    {
        if (!IsSet)
        {
            return null;
        }

        X509Certificate2Collection chain = [];
        X509Certificate2Collection? roots = null;
        if (Certificate.Length > 0)
        {
            chain.ImportFromPemFile(Certificate);
        }

        if (TrustedRoots.Length > 0)
        {
            roots = [];
            roots.ImportFromPemFile(TrustedRoots);
        }

        return new SipTlsOptions
        {
            Certificate = Certificate.Length == 0 ? null : X509Certificate2.CreateFromPemFile(Certificate, Key.Length == 0 ? Certificate : Key),
            Intermediates = [.. chain.Skip(1)],
            TrustedRoots = roots,
        };
    }
}
