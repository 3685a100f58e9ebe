using System.Collections.Concurrent;
using System.Net;

namespace CallSummary.Gateway.Trunks;

/// <summary>
/// The addresses that we are in calls with, in no trunk's list though they may be: next hops, and trunks that were changed meanwhile. Their
/// requests inside those calls are let through the door, and for a minute longer.
/// </summary>
internal sealed class DialledPeers(TimeProvider time)
{
    /// <summary>Addresses remembered; more next hops at once are listed as Peers.</summary>
    internal const int Capacity = 10_000;

    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<IPAddress, DateTimeOffset> _until = new();

    public bool Contains(IPAddress address) => _until.TryGetValue(Plain(address), out var until) && until >= time.GetUtcNow();

    /// <summary>A call with the address is up for at most this long.</summary>
    public void Add(IPAddress address, TimeSpan longest)
    {
        if (_until.Count >= Capacity)
        {
            Forget();
        }

        if (_until.Count < Capacity)
        {
            var until = time.GetUtcNow() + longest + Grace;
            _until.AddOrUpdate(Plain(address), until, (_, other) => other > until ? other : until);
        }
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private void Forget()
    {
        var now = time.GetUtcNow();
        foreach (var (address, until) in _until)
        {
            if (until < now)
            {
                _until.TryRemove(address, out _);
            }
        }
    }
}
