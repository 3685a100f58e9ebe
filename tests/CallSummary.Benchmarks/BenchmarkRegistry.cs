using CallSummary.Benchmarks.App;
using CallSummary.Benchmarks.EndToEnd;
using CallSummary.Benchmarks.Media;
using CallSummary.Benchmarks.Sip;
using CallSummary.Benchmarks.Speech;
using CallSummary.Benchmarks.Summaries;

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
        MachineStalls.Benchmark,
        CodecCost.Benchmark,
        HangUpToSummary.Benchmark,
        CallSetups.Benchmark,
        MessageAllocation.Benchmark,
        EngineOverhead.Benchmark,
        WholeCall.Benchmark,
        LiveLatency.Benchmark,
        LiveOverload.Benchmark,
        JoinedUtterances.Benchmark,
        ModelMemory.Benchmark,
        HangUp.AfterTheCall,
        HangUp.LongCalls,
        TokensPerCpuSecond.LargeModel,
        TokensPerCpuSecond.TinyModel,
        ListSearch.Benchmark,
        ManyReaders.Benchmark,
    ];
}
