using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CallSummary.TestKit.Tls;

/// <summary>A certificate authority that lives as long as a test.</summary>
public sealed class TestAuthority : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();

    public TestAuthority()
    {
        var request = new CertificateRequest("CN=Test authority", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        Root = request.CreateSelfSigned(_now.AddDays(-1), _now.AddDays(30));
    }

    public X509Certificate2 Root { get; }

    /// <summary>A certificate with its key for names: addresses, <c>sip:</c> URIs and DNS names are told apart.</summary>
    public X509Certificate2 Issue(params string[] names) => Issue(null, names);

    /// <summary>The same with one extension more.</summary>
    public X509Certificate2 Issue(X509Extension? extension, params string[] names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={(names.Length > 0 ? "leaf" : "nobody")}", key, HashAlgorithmName.SHA256);
        var alternative = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address)) alternative.AddIpAddress(address);
            else if (name.StartsWith("sip:", StringComparison.Ordinal)) alternative.AddUri(new Uri(name));
            else alternative.AddDnsName(name);
        }
        if (names.Length > 0) request.CertificateExtensions.Add(alternative.Build());
        if (extension is not null) request.CertificateExtensions.Add(extension);
        using var bare = request.Create(Root, _now.AddDays(-1), _now.AddDays(20), RandomNumberGenerator.GetBytes(8));
        using var whole = bare.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }

    /// <summary>A certificate with its key for names, as OpenSSL programs read it.</summary>
    public string IssuePem(params string[] names)
    {
        using var certificate = Issue(names);
        return Pem(certificate);
    }

    /// <summary>Certificate and private key in one PEM text, as OpenSSL programs read it.</summary>
    public static string Pem(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        using var key = certificate.GetECDsaPrivateKey()!;
        return $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n";
    }

    public void Dispose()
    {
        Root.Dispose();
        _key.Dispose();
    }
}
