using System.Collections.Concurrent;

namespace CallSummary.Gateway.Trunks;

/// <summary>Which next hops of trunks answer. A hop counts as up until a ping or a call says otherwise.</summary>
internal sealed class HopStates
{
    private readonly ConcurrentDictionary<string, bool> _isUp = new(StringComparer.Ordinal);

    public bool IsUp(string hop) => _isUp.GetValueOrDefault(hop, true);

    /// <returns>True when this changed the state.</returns>
    public bool Set(string hop, bool isUp)
    {
        var was = IsUp(hop);
        _isUp[hop] = isUp;
        return was != isUp;
    }

    /// <summary>A trunk's hops in the order to try: those that are up first, in the order of the settings.</summary>
    public IEnumerable<string> InOrder(Trunk trunk) => trunk.Hops.OrderBy(h => IsUp(h) ? 0 : 1);

    /// <summary>Trunks whose every hop is down.</summary>
    public IEnumerable<Trunk> Unreachable(TrunkDirectory trunks) => trunks.Trunks.Where(t => t.Hops.Count > 0 && !t.Hops.Any(IsUp));
}
