using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace CallSummary.Gateway.Trunks;

/// <summary>Knows who may call, by source address.</summary>
internal sealed class TrunkDirectory
{
    private readonly (IPNetwork Range, Trunk Trunk)[] _ranges;

    public TrunkDirectory(IOptions<GatewayOptions> options)
    {
        var tenants = options.Value.Tenants.ToDictionary(t => t.Id, t => new Tenant(t), StringComparer.Ordinal);
        Trunks = [.. options.Value.Trunks.Select(t => new Trunk(t, tenants[t.Tenant]))];

        // The narrowest range wins, so that one host inside another trunk's network can be its own trunk.
        _ranges = [.. Trunks.SelectMany(t => t.Peers.Select(p => (p, t))).OrderByDescending(r => r.p.PrefixLength)];
    }

    public IReadOnlyList<Trunk> Trunks { get; }

    public Trunk? Named(string name) => Trunks.FirstOrDefault(t => t.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether an address is in any trunk's list.</summary>
    public bool Lists(IPAddress source)
    {
        var address = Plain(source);
        return Array.Exists(_ranges, r => Contains(r.Range, address));
    }

    /// <summary>The trunk of a source: by its address, and by its certificate where the trunk wants one.</summary>
    public Trunk? Find(IPAddress source, X509Certificate2? certificate = null)
    {
        var address = Plain(source);
        foreach (var (range, trunk) in _ranges)
        {
            if (Contains(range, address) && trunk.Accepts(certificate))
            {
                return trunk;
            }
        }

        return null;
    }

    private static bool Contains(IPNetwork range, IPAddress address) =>
        range.BaseAddress.AddressFamily == address.AddressFamily && range.Contains(address);

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
