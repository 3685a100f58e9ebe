using System.Collections.Concurrent;

namespace CallSummary.Gateway.Trunks;

/// <summary>How fast and how long each trunk calls, against its limits. Survives a reload of the settings.</summary>
internal sealed class TrunkUsage(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Usage> _usage = new(StringComparer.Ordinal);

    /// <summary>Counts one more call; why it is over the trunk's limits, or null when it is not.</summary>
    public string? TryCount(Trunk trunk)
    {
        var usage = _usage.GetOrAdd(trunk.Name, static _ => new Usage());
        lock (usage)
        {
            var now = time.GetUtcNow();
            usage.BeginDay(Day(trunk, now));
            if (trunk.MaxMinutesPerDay > 0 && usage.Talked >= TimeSpan.FromMinutes(trunk.MaxMinutesPerDay))
            {
                return "minutes used up";
            }

            return trunk.MaxCallsPerSecond > 0 && !usage.TryTake(now, trunk.MaxCallsPerSecond) ? "too many calls a second" : null;
        }
    }

    /// <summary>A call of the trunk has ended.</summary>
    public void AddTalk(Trunk trunk, TimeSpan length)
    {
        var usage = _usage.GetOrAdd(trunk.Name, static _ => new Usage());
        lock (usage)
        {
            usage.BeginDay(Day(trunk, time.GetUtcNow()));
            usage.Talked += length;
        }
    }

    private static DateOnly Day(Trunk trunk, DateTimeOffset now) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(trunk.Tenant.TimeZone)).DateTime);

    private sealed class Usage
    {
        private DateOnly _day;
        private DateTimeOffset _filledAt;
        private double _tokens;

        public TimeSpan Talked { get; set; }

        public void BeginDay(DateOnly day)
        {
            if (day != _day)
            {
                _day = day;
                Talked = TimeSpan.Zero;
            }
        }

        /// <summary>A bucket that holds one second's calls.</summary>
        public bool TryTake(DateTimeOffset now, int perSecond)
        {
            _tokens = Math.Min(perSecond, _filledAt == default ? perSecond : _tokens + ((now - _filledAt).TotalSeconds * perSecond));
            _filledAt = now;
            if (_tokens < 1)
            {
                return false;
            }

            _tokens--;
            return true;
        }
    }
}
