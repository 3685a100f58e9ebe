using CallSummary.Transcription;

namespace CallSummary.UnitTests.Transcription;

public sealed class WorkerPlanTests
{
    private const long Memory = 16_000_000_000;
    private const long State = 100_000_000;

    [Fact]
    public void Choose_QuickModel_OneThreadEachAndOneProcessorLeft()
    {
        var plan = WorkerPlan.Choose(new TranscriptionOptions(), 16, Memory, State, _ => TimeSpan.FromSeconds(0.2));
        Assert.Equal((15, 1), (plan.Workers, plan.Threads));
        Assert.Contains("measured at 0.20 s", plan.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3.0, 2)]
    [InlineData(7.0, 4)]
    [InlineData(100.0, 16)]
    public void Choose_SlowModel_GetsThreadsUntilItIsQuickEnoughForLiveText(double seconds, int threads) =>
        Assert.Equal(threads, WorkerPlan.Choose(new TranscriptionOptions(), 16, Memory, State, t => TimeSpan.FromSeconds(seconds / t)).Threads);

    [Fact]
    public void Choose_ThreadsThatDoNotHelp_AreNotTaken() =>
        Assert.Equal(2, WorkerPlan.Choose(new TranscriptionOptions(), 16, Memory, State, t => TimeSpan.FromSeconds(20 / Math.Min(t, 2.5))).Threads);

    [Fact]
    public void Choose_StatesLargerThanHalfOfTheMemory_FewerWorkers()
    {
        Assert.Equal(1, WorkerPlan.Choose(new TranscriptionOptions(), 16, 3, 2, _ => TimeSpan.Zero).Workers);
        Assert.Equal(5, WorkerPlan.Choose(new TranscriptionOptions(), 16, 20, 2, _ => TimeSpan.Zero).Workers);
    }

    [Fact]
    public void Choose_WhatIsSet_IsTakenWithoutMeasuring()
    {
        var plan = WorkerPlan.Choose(new TranscriptionOptions { Workers = 7, Threads = 3 }, 2, 1, State, _ => throw new InvalidOperationException("measured"));
        Assert.Equal((7, 3), (plan.Workers, plan.Threads));
    }

    [Fact]
    public void Choose_WorkersSet_SharesTheProcessorsOutAmongThem() =>
        Assert.Equal(4, WorkerPlan.Choose(new TranscriptionOptions { Workers = 4 }, 16, Memory, State, t => TimeSpan.FromSeconds(100.0 / t)).Threads);
}
