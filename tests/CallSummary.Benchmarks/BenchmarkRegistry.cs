using CallSummary.Benchmarks.EndToEnd;
using CallSummary.Benchmarks.Media;
using CallSummary.Benchmarks.Sip;

namespace CallSummary.Benchmarks;

/// <summary>Every benchmark there is.</summary>
internal static class BenchmarkRegistry
{
    public static IReadOnlyList<Benchmark> All { get; } =
    [
        PacketAllocation.Benchmark,
        HangUpToSummary.Benchmark,
        CallSetups.Benchmark,
        MessageAllocation.Benchmark,
    ];
}
