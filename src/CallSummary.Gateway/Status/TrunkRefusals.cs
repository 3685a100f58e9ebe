using System.Collections.Concurrent;
using CallSummary.Gateway.Trunks;

namespace CallSummary.Gateway.Status;

/// <summary>Counts the calls of each trunk that were turned away, and keeps why the last one was.</summary>
internal sealed class TrunkRefusals(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Refused> _byTrunk = new(StringComparer.Ordinal);

    public void Add(Trunk trunk, int status, string reason) => _byTrunk.AddOrUpdate(
        trunk.Name,
        _ => new Refused(1, status, reason, time.GetUtcNow()),
        (_, before) => new Refused(before.Count + 1, status, reason, time.GetUtcNow()));

    public Refused? Of(string trunk) => _byTrunk.GetValueOrDefault(trunk);

    internal sealed record Refused(long Count, int Status, string Reason, DateTimeOffset At);
}
