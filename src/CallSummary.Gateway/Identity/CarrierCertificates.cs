using System.Collections.Frozen;
using System.Security.Cryptography.X509Certificates;
using CallSummary.Sip.Identity;

namespace CallSummary.Gateway.Identity;

/// <summary>The carriers' certificates of a folder, read once: what a caller names is looked up, never fetched or opened.</summary>
internal sealed class CarrierCertificates(string folder) : ISipIdentityCertificates
{
    private readonly FrozenDictionary<string, X509Certificate2Collection> _byName = folder.Length == 0
        ? FrozenDictionary<string, X509Certificate2Collection>.Empty
        : Directory.EnumerateFiles(folder).ToFrozenDictionary(file => Path.GetFileName(file)!, Load, StringComparer.OrdinalIgnoreCase);

    public ValueTask<X509Certificate2Collection> FindAsync(Uri address, CancellationToken cancellationToken = default) =>
        new(_byName.GetValueOrDefault(NameOf(address)) ?? []);

    /// <summary>The file name of an address.</summary>
    internal static string NameOf(Uri address) =>
        new([.. $"{address.Authority}{address.PathAndQuery}".Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '_')]);

    private static X509Certificate2Collection Load(string file)
    {
        X509Certificate2Collection chain = [];
        chain.ImportFromPemFile(file);
        return chain;
    }
}
