using CallSummary.Benchmarks.App;
using CallSummary.Benchmarks.EndToEnd;
using CallSummary.Benchmarks.Media;
using CallSummary.Benchmarks.Summaries;

namespace CallSummary.Benchmarks;

/// <summary>Every benchmark there is.</summary>
internal static class BenchmarkRegistry
{
    public static IReadOnlyList<Benchmark> All { get; } =
    [
        PacketAllocation.Benchmark,
        HangUpToSummary.Benchmark,
        ListSearch.Benchmark,
        ManyReaders.Benchmark,
        HangUp.AfterTheCall,
        HangUp.LongCalls,
        TokensPerCpuSecond.Benchmark,
    ];
}
