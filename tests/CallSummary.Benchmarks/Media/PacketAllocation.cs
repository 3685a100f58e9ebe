using CallSummary.TestKit.Rtp;

namespace CallSummary.Benchmarks.Media;

/// <summary>P3: bytes allocated for an RTP packet that is received, relayed with transcoding, placed on the timeline and written as a frame.</summary>
internal static class PacketAllocation
{
    public static Benchmark Benchmark { get; } = new("P3", "media", "bytes allocated per RTP packet, steady state", RunAsync);

    private static async Task<IReadOnlyList<Figure>> RunAsync(bool quick)
    {
        await using var load = new RelayLoad(calls: 10);
        load.Send(5_000);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var packets = load.Send(quick ? 10_000 : 100_000);
        var bytes = GC.GetTotalAllocatedBytes(precise: true) - before;
        if (!load.IsComplete)
        {
            throw new WorkGateException("not every packet was received, relayed and recorded.");
        }

        // Timers of the process allocate a little, whatever the packets do: under a twentieth of a byte a packet is none.
        return [new Figure("P3", Math.Round((double)bytes / packets, 1), "bytes/packet", "<=0")];
    }
}
