using System.Security.Cryptography.X509Certificates;

namespace CallSummary.Gateway.Identity;

/// <summary>
/// Check of callers' signed numbers (RFC 8224, STIR/SHAKEN). What is found is kept with the call; no call is refused for it. Files are read
/// at start.
/// </summary>
public sealed class IdentityOptions
{
    /// <summary>PEM file with the authorities that we believe; empty (default) = signatures are not looked at.</summary>
    public string TrustedRoots { get; set; } = "";

    /// <summary>
    /// Folder with the carriers' certificates, for we fetch none from an address that a caller names: each a PEM file, its intermediates
    /// behind it, named as its address without <c>https://</c>, with <c>_</c> for every character but letters, digits, dots and dashes:
    /// <c>certs.carrier.example_shaken.pem</c>.
    /// </summary>
    public string Certificates { get; set; } = "";

    internal bool IsSet => TrustedRoots.Length > 0;

    internal X509Certificate2Collection LoadRoots()
    {
        X509Certificate2Collection roots = [];
        roots.ImportFromPemFile(TrustedRoots);
        return roots;
    }
}
