using System.Net;
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

    public Trunk? Find(IPAddress source)
    {
        var address = source.IsIPv4MappedToIPv6 ? source.MapToIPv4() : source;
        foreach (var (range, trunk) in _ranges)
        {
            if (range.BaseAddress.AddressFamily == address.AddressFamily && range.Contains(address))
            {
                return trunk;
            }
        }

        return null;
    }
}
