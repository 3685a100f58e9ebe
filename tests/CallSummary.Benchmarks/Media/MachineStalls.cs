using System.Diagnostics;
using CallSummary.Rtp.Batching;

namespace CallSummary.Benchmarks.Media;

/// <summary>
/// What the machine itself takes: a thread a processor does nothing but look at the clock, with the priority of the media threads. Time in gaps of more than 1 ms is time in
/// which no program of this machine could have been quicker, so that no delay can be promised more often than that.
/// </summary>
internal static class MachineStalls
{
    private static readonly long Gap = Stopwatch.Frequency / 1000;

    public static Benchmark Benchmark { get; } = new(
        "STALL", "media", "Share of time that the machine holds up threads that only look at the clock, in gaps of more than 1 ms: with one such thread, and with one a processor", RunAsync);

    private static async Task<IReadOnlyList<Figure>> RunAsync(bool quick)
    {
        var time = TimeSpan.FromSeconds(quick ? 10 : 30);
        var alone = await WatchAsync(1, time);
        var together = await WatchAsync(Environment.ProcessorCount, time);
        return [.. Figures("STALL.one", alone), .. Figures("STALL.all", together)];
    }

    private static IEnumerable<Figure> Figures(string id, (double Share, double Longest) seen) =>
    [
        new Figure(id, Math.Round(100 * seen.Share, 3), "percent", null),
        new Figure($"{id}.longest", Math.Round(1000 * seen.Longest, 1), "ms", null),
    ];

    private static async Task<(double Share, double Longest)> WatchAsync(int threads, TimeSpan time)
    {
        var seen = await Task.WhenAll(Enumerable.Range(0, threads).Select(_ => Task.Factory.StartNew(() => Watch(time), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        return (seen.Average(s => s.Stalled) / time.TotalSeconds, seen.Max(s => s.Longest));
    }

    private static (double Stalled, double Longest) Watch(TimeSpan time)
    {
        LinuxNative.GoFirst();
        var (stalled, longest) = (0L, 0L);
        var last = Stopwatch.GetTimestamp();
        for (var end = last + (time.Ticks * (Stopwatch.Frequency / TimeSpan.TicksPerSecond)); last < end;)
        {
            var now = Stopwatch.GetTimestamp();
            stalled += now - last > Gap ? now - last : 0;
            longest = Math.Max(longest, now - last);
            last = now;
        }

        return ((double)stalled / Stopwatch.Frequency, (double)longest / Stopwatch.Frequency);
    }
}
