using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallSummary.Gateway.Recording;

/// <summary>A few loops write all recordings: disk work is batched and never runs on the media path.</summary>
internal sealed class RecorderLoops(LiveCalls live, IOptions<GatewayOptions> options, TimeProvider time, ILogger<RecorderLoops> logger) : BackgroundService
{
    /// <summary>How long a packet waits at most before it is written.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var loops = options.Value.Recording.Writers;
        return Task.WhenAll(Enumerable.Range(0, loops).Select(i => Task.Run(() => WriteAsync(i, loops, stoppingToken), stoppingToken)));
    }

    private async Task WriteAsync(int index, int loops, CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                foreach (var recorder in live)
                {
                    if ((uint)recorder.CallId.GetHashCode() % loops == index)
                    {
                        Drain(recorder);
                    }
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private void Drain(CallRecorder recorder)
    {
        try
        {
            recorder.Drain();
        }
        catch (Exception e)
        {
            // One call's fault must not end the others' recordings.
            logger.RecorderFaulted(recorder.CallId, e);
        }
    }
}
