using System.Collections.Concurrent;
using CallSummary.Contracts;

namespace CallSummary.Portal.Operations;

/// <summary>What gateways last said of themselves. Nothing of it is kept: each says it again within ten seconds.</summary>
internal sealed class GatewayStates(TimeProvider time)
{
    /// <summary>Gateways remembered.</summary>
    internal const int Capacity = 1000;

    /// <summary>A gateway that said nothing for so long is shown as silent.</summary>
    private static readonly TimeSpan Silent = TimeSpan.FromSeconds(30);

    /// <summary>And is forgotten after this.</summary>
    private static readonly TimeSpan Gone = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, (GatewayStatus Status, DateTimeOffset HeardAt)> _byInstance = new(StringComparer.Ordinal);

    public void Hear(GatewayStatus status)
    {
        var now = time.GetUtcNow();
        foreach (var (instance, (_, heardAt)) in _byInstance)
        {
            if (now - heardAt > Gone)
            {
                _byInstance.TryRemove(instance, out _);
            }
        }

        if (_byInstance.Count < Capacity || _byInstance.ContainsKey(status.Instance))
        {
            _byInstance[status.Instance] = (status, now);
        }
    }

    /// <summary>Every gateway, with the routes of one tenant's trunks; who runs the service sees those of all.</summary>
    public IReadOnlyList<GatewayPlace> Places(string tenantId, bool ofAll)
    {
        var now = time.GetUtcNow();
        return
        [
            .. _byInstance.Values.OrderBy(g => g.Status.Instance, StringComparer.Ordinal).Select(g =>
            {
                var trunks = g.Status.Trunks.Where(t => t.TenantId == tenantId).Select(t => t.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
                return new GatewayPlace(
                    g.Status.Instance, now - g.HeardAt > Silent, g.Status.Listeners ?? [], [.. (g.Status.Routes ?? []).Where(r => ofAll || (r.Trunk is { } trunk && trunks.Contains(trunk)))]);
            }),
        ];
    }

    /// <summary>One tenant's trunks at every gateway; of the others' nothing.</summary>
    public IReadOnlyList<TrunkState> TrunksOf(string tenantId)
    {
        var now = time.GetUtcNow();
        return
        [
            .. _byInstance.Values.SelectMany(g => g.Status.Trunks.Where(t => t.TenantId == tenantId)
                    .Select(t => new TrunkState(g.Status.Instance, g.HeardAt, now - g.HeardAt > Silent, t)))
                .OrderBy(s => s.Trunk.Name, StringComparer.Ordinal).ThenBy(s => s.Instance, StringComparer.Ordinal),
        ];
    }
}
