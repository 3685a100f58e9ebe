using CallSummary.Benchmarks.EndToEnd;
using CallSummary.Benchmarks.Media;

namespace CallSummary.Benchmarks;

/// <summary>Every benchmark there is.</summary>
internal static class BenchmarkRegistry
{
    public static IReadOnlyList<Benchmark> All { get; } =
    [
        .. RelayCost.Benchmarks,
        RecordOnlyCost.Benchmark,
        PacketAllocation.Benchmark,
        MemoryPerCall.Benchmark,
        TraceReplay.Benchmark,
        HangUpToSummary.Benchmark,
    ];
}
