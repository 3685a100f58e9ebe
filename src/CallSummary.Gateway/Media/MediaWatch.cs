using CallSummary.Contracts;
using CallSummary.Gateway.Calls;
using CallSummary.Rtp;
using Microsoft.Extensions.Options;

namespace CallSummary.Gateway.Media;

/// <summary>Ends a call from which no media comes any more: its parties are gone, whatever signalling says.</summary>
internal sealed class MediaWatch(IOptions<GatewayOptions> options, TimeProvider time)
{
    private static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(1);

    private readonly TimeSpan _timeout = options.Value.Media.Timeout;
    private readonly TimeSpan _firstTimeout = options.Value.Media.FirstPacketTimeout;

    /// <summary>Watches until the call is over.</summary>
    /// <param name="legs">The media legs that the call has now, and whether each may rightly be silent.</param>
    /// <param name="end">Told when the time is up.</param>
    /// <param name="over">The call is over.</param>
    public async Task RunAsync(Func<IEnumerable<(MediaLeg Media, bool IsHeld)>> legs, CallEnd end, CancellationToken over)
    {
        var shortest = _timeout < _firstTimeout ? _timeout : _firstTimeout;
        using var timer = new PeriodicTimer(shortest / 4 < LongestInterval ? shortest / 4 : LongestInterval, time);
        var quietSince = time.GetTimestamp();
        var heard = false;
        while (await timer.WaitForNextTickAsync(over))
        {
            var held = false;
            foreach (var (media, isHeld) in legs())
            {
                held |= isHeld;
                heard |= media.LastReceivedTimestamp != 0;
                quietSince = Math.Max(quietSince, media.LastReceivedTimestamp);
            }

            if (held)
            {
                // A party on hold may rightly be silent, and so may the one it left waiting.
                quietSince = time.GetTimestamp();
            }
            else if (time.GetElapsedTime(quietSince) >= (heard ? _timeout : _firstTimeout))
            {
                end.Set(CallTermination.MediaTimeout);
                return;
            }
        }
    }
}
