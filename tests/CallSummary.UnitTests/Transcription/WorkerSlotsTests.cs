using CallSummary.Transcription;
using Microsoft.Extensions.Time.Testing;

namespace CallSummary.UnitTests.Transcription;

public sealed class WorkerSlotsTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task RunAsync_MoreWorkThanSlots_RunsOnlyAsManyAtOnce()
    {
        using var slots = new WorkerSlots(2, Limit, _time, TestMetrics.Create());
        var release = new TaskCompletionSource();
        var started = new SemaphoreSlim(0);
        var runs = Enumerable.Range(0, 5).Select(_ => slots.RunAsync(
            async stop =>
            {
                started.Release();
                await release.Task.WaitAsync(stop);
                return 1;
            },
            TestContext.Current.CancellationToken)).ToArray();
        await started.WaitAsync(TestContext.Current.CancellationToken);
        await started.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, started.CurrentCount);
        release.SetResult();
        Assert.Equal(5, (await Task.WhenAll(runs)).Sum());
    }

    [Fact]
    public async Task RunAsync_WorkThatIgnoresItsLimit_TimesOutAndKeepsItsSlotUntilItEnds()
    {
        using var slots = new WorkerSlots(1, Limit, _time, TestMetrics.Create());
        var ended = new TaskCompletionSource<int>();
        var told = new TaskCompletionSource();
        var slow = slots.RunAsync(
            stop =>
            {
                stop.Register(told.SetResult);
                return ended.Task;
            },
            TestContext.Current.CancellationToken);
        while (!told.Task.IsCompleted)
        {
            _time.Advance(Limit);
            await Task.Yield();
        }

        var error = await Assert.ThrowsAsync<TimeoutException>(() => slow);
        Assert.Contains("CallSummary:Transcription:UtteranceTimeout", error.Message, StringComparison.Ordinal);

        var next = slots.RunAsync(_ => Task.FromResult(2), TestContext.Current.CancellationToken);
        Assert.False(next.IsCompleted);
        ended.SetResult(1);
        Assert.Equal(2, await next);
    }

    [Fact]
    public async Task RunAsync_WorkThatFails_FreesItsSlot()
    {
        using var slots = new WorkerSlots(1, Limit, _time, TestMetrics.Create());
        await Assert.ThrowsAsync<TranscriptionException>(() => slots.RunAsync<int>(
            _ => throw new TranscriptionException("broken"), TestContext.Current.CancellationToken));
        Assert.Equal(3, await slots.RunAsync(_ => Task.FromResult(3), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Dispose_WorkInASlot_IsToldToStopAndWaitedFor()
    {
        var slots = new WorkerSlots(1, Limit, _time, TestMetrics.Create());
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = false;
        var run = slots.RunAsync<int>(
            async stop =>
            {
                started.SetResult();
                try
                {
                    await Task.Delay(Timeout.Infinite, stop);
                }
                finally
                {
                    await Task.Yield();
                    ended = true;
                }

                return 1;
            },
            TestContext.Current.CancellationToken);
        await started.Task;
        slots.Dispose();
        Assert.True(ended);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }
}
