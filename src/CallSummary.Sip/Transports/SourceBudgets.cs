using System.Collections.Concurrent;
using System.Net;

namespace CallSummary.Sip.Transports;

/// <summary>A token bucket for each source address, for at most <see cref="MaxSources"/> of them; those beyond share one.</summary>
internal sealed class SourceBudgets(TimeProvider time)
{
    /// <summary>A spoofed flood must not fill the memory.</summary>
    public const int MaxSources = 4_096;

    private static readonly TimeSpan s_forgetAfter = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<IPAddress, Bucket> _buckets = new();
    private readonly Bucket _others = new();

    public int Count => _buckets.Count;

    /// <summary>Takes one of <paramref name="perSecond"/>; what was not used in a second is lost.</summary>
    public bool TryTake(IPAddress source, int perSecond)
    {
        var now = time.GetTimestamp();
        if (!_buckets.TryGetValue(source, out var bucket))
        {
            if (_buckets.Count >= MaxSources) Forget(now);
            bucket = _buckets.Count >= MaxSources ? _others : _buckets.GetOrAdd(source, static _ => new Bucket());
        }
        lock (bucket)
        {
            var elapsed = time.GetElapsedTime(bucket.Filled, now).TotalSeconds;
            bucket.Tokens = bucket.Filled == 0 ? perSecond : Math.Min(perSecond, bucket.Tokens + (elapsed * perSecond));
            bucket.Filled = now;
            if (bucket.Tokens < 1) return false;
            bucket.Tokens--;
            return true;
        }
    }

    private void Forget(long now)
    {
        foreach (var pair in _buckets)
        {
            if (time.GetElapsedTime(pair.Value.Filled, now) >= s_forgetAfter) _buckets.TryRemove(pair);
        }
    }

    private sealed class Bucket
    {
        public double Tokens { get; set; }

        public long Filled { get; set; }
    }
}
