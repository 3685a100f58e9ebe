using CallSummary.Storage.Recordings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallSummary.Gateway.Recording;

/// <summary>Watches the recordings' disk: below the low-water mark no new call is taken; calls that are up keep recording.</summary>
internal sealed class DiskGuard(IRecordingStore store, IOptions<GatewayOptions> options, TimeProvider time, ILogger<DiskGuard> logger)
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly long _minimum = options.Value.Recording.MinFreeBytes;
    private long _checkedAt;
    private bool _low;
    private bool _checked;

    /// <summary>There is too little room for another recording.</summary>
    public bool IsLow
    {
        get
        {
            lock (_lock)
            {
                if (!_checked || time.GetElapsedTime(_checkedAt) >= CheckInterval)
                {
                    Check();
                }

                return _low;
            }
        }
    }

    private void Check()
    {
        _checked = true;
        _checkedAt = time.GetTimestamp();
        long free;
        try
        {
            free = store.FreeBytes;
        }
        catch (IOException e)
        {
            logger.DiskUnreadable(e);
            free = 0;
        }

        var low = free < _minimum;
        if (low && !_low)
        {
            logger.DiskLow(free, _minimum);
        }
        else if (!low && _low)
        {
            logger.DiskHasRoom(free);
        }

        _low = low;
    }
}
