using CallSummary.Contracts;
using CallSummary.Gateway.Calls;
using Microsoft.Extensions.Options;

namespace CallSummary.Gateway.Media;

/// <summary>Ends a call from which no media comes any more: its parties are gone, whatever signalling says.</summary>
internal sealed class MediaWatch(IOptions<GatewayOptions> options, TimeProvider time)
{
    private static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(1);

    private readonly TimeSpan _timeout = options.Value.Media.Timeout;

    /// <summary>Watches until the call is over.</summary>
    public async Task RunAsync(CallContext call, CancellationToken over)
    {
        var interval = _timeout / 4 < LongestInterval ? _timeout / 4 : LongestInterval;
        using var timer = new PeriodicTimer(interval, time);
        var quietSince = time.GetTimestamp();
        while (await timer.WaitForNextTickAsync(over))
        {
            quietSince = Math.Max(quietSince, call.Parties.Max(p => p.Media.LastReceivedTimestamp));
            if (call.Parties.Exists(p => p.IsHeld))
            {
                // A party on hold may rightly be silent, and so may the one it left waiting.
                quietSince = time.GetTimestamp();
            }
            else if (time.GetElapsedTime(quietSince) >= _timeout)
            {
                call.End.Set(CallTermination.MediaTimeout);
                return;
            }
        }
    }
}
