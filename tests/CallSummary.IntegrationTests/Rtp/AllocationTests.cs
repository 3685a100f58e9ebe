using CallSummary.TestKit.Rtp;

namespace CallSummary.IntegrationTests.Rtp;

// The whole process is counted, so nothing else may run.
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
[Collection(nameof(AllocationTests))]
public sealed class AllocationTests
{
    [Fact]
    public async Task Relay_InSteadyState_AllocatesNothingPerPacket()
    {
        await using var load = new RelayLoad(calls: 2);
        load.Send(2_000);
        using var types = new AllocatedTypes();
        var best = double.MaxValue;
        // What is left of tests before may still run down: the quietest round is ours.
        for (var round = 0; round < 15 && best > 1; round++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var packets = load.Send(2_500);
            best = Math.Min(best, (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / packets);
        }

        Assert.True(load.IsComplete);
        Assert.True(best <= 1, $"{best:0.0} bytes a packet, of {types}");
    }
}
