using System.Net;
using Microsoft.Extensions.Logging;

namespace CallSummary.Gateway.Trunks;

/// <summary>Reports callers that are no trunk; a scan must not fill the log.</summary>
internal sealed class UnlistedSources(TimeProvider time, ILogger<UnlistedSources> logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private long _reportedAt;
    private bool _reported;
    private long _suppressed;

    public void Report(IPAddress source)
    {
        lock (_lock)
        {
            if (_reported && time.GetElapsedTime(_reportedAt) < Interval)
            {
                _suppressed++;
                return;
            }

            logger.UnlistedSource(source, _suppressed);
            _reported = true;
            _reportedAt = time.GetTimestamp();
            _suppressed = 0;
        }
    }
}
