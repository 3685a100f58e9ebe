using System.Globalization;

namespace CallSummary.Benchmarks.Media;

/// <summary>P3: bytes allocated for an RTP packet that is received, relayed and recorded, and how long the collector held the process up.</summary>
internal static class PacketAllocation
{
    private const int Calls = 200;

    public static Benchmark Benchmark { get; } = new("P3", "media", "bytes allocated per RTP packet, steady state (10 minutes), and collector pauses", RunAsync);

    private static async Task<IReadOnlyList<Figure>> RunAsync(bool quick)
    {
        await using var own = new OwnEngine("ours", "relay", "shared", "live");
        var ports = await own.OpenAsync(Calls);
        using var player = new LoadPlayer(ports);
        player.Start();
        await Window.PassAsync(Window.Settling);
        var before = Parse(await own.AskAsync("mark"));
        await Window.PassAsync(quick ? TimeSpan.FromSeconds(25) : TimeSpan.FromMinutes(10));
        var after = Parse(await own.AskAsync("mark"));
        player.Stop();
        var recorded = await own.CloseAsync(ports.Count);
        if (Array.Exists(recorded, r => r != player.SentPerLeg))
        {
            throw new WorkGateException($"not every packet was recorded: {own.LastMark}");
        }

        // The marks themselves and the process's timers allocate a little, whatever the packets do: under a twentieth of a byte a packet is none.
        return
        [
            new Figure("P3", Math.Round((after.Allocated - before.Allocated) / (after.Packets - before.Packets), 1), "bytes/packet", "<=0"),
            new Figure("P3.pause", after.Pause - before.Pause, "ms-in-all", null),
            new Figure("P3.collections", after.Collections - before.Collections, "count", null),
        ];
    }

    private static (double Allocated, double Packets, double Pause, double Collections) Parse(string mark)
    {
        var numbers = mark.Split(' ').Take(4).Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        return (numbers[0], numbers[1], numbers[2], numbers[3]);
    }
}
