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
    public async Task Resize_WhileWorkRuns_RunsEndAndTheNewNumberHolds()
    {
        using var slots = new WorkerSlots(3, Limit, _time, TestMetrics.Create());
        var (running, most, gate) = (0, 0, new Lock());
        var release = new TaskCompletionSource();
        var started = new SemaphoreSlim(0);
        var before = Enumerable.Range(0, 3).Select(_ => slots.RunAsync(WorkAsync, TestContext.Current.CancellationToken)).ToArray();
        await AwaitAsync(3);
        slots.Resize(1);
        Assert.Equal(3, slots.Count);
        release.SetResult();
        await Task.WhenAll(before);
        Assert.Equal(1, slots.Count);

        most = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => slots.RunAsync(WorkAsync, TestContext.Current.CancellationToken)));
        Assert.Equal(1, most);

        slots.Resize(2);
        Assert.Equal(2, slots.Count);
        release = new TaskCompletionSource();
        started = new SemaphoreSlim(0);
        var after = Enumerable.Range(0, 3).Select(_ => slots.RunAsync(WorkAsync, TestContext.Current.CancellationToken)).ToArray();
        await AwaitAsync(2);
        release.SetResult();
        await Task.WhenAll(after);
        Assert.Equal(2, most);

        async Task AwaitAsync(int count)
        {
            for (var i = 0; i < count; i++)
            {
                await started.WaitAsync(TestContext.Current.CancellationToken);
            }
        }

        async Task<int> WorkAsync(CancellationToken stop)
        {
            lock (gate)
            {
                most = Math.Max(most, ++running);
            }

            started.Release();
            await release.Task.WaitAsync(stop);
            lock (gate)
            {
                running--;
            }

            return 1;
        }
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
    public async Task RunIfIdleAsync_SlotsTaken_DoesNotBegin()
    {
        using var slots = new WorkerSlots(1, Limit, _time, TestMetrics.Create());
        var release = new TaskCompletionSource<string>();
        var whole = slots.RunAsync(_ => release.Task, TestContext.Current.CancellationToken);
        Assert.Null(await slots.RunIfIdleAsync<string>(_ => throw new InvalidOperationException("begun"), TestContext.Current.CancellationToken));
        release.SetResult("whole");
        Assert.Equal("whole", await whole);
    }

    [Fact]
    public async Task RunIfIdleAsync_WholeUtteranceWaits_GivesItsSlotToIt()
    {
        using var slots = new WorkerSlots(2, Limit, _time, TestMetrics.Create());
        var begun = new SemaphoreSlim(0);
        var partials = Enumerable.Range(0, 2).Select(_ => slots.RunIfIdleAsync(
            async stop =>
            {
                begun.Release();
                await Task.Delay(Timeout.Infinite, stop);
                return "partial";
            },
            TestContext.Current.CancellationToken)).ToArray();
        await begun.WaitAsync(TestContext.Current.CancellationToken);
        await begun.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal("whole", await slots.RunAsync(_ => Task.FromResult("whole"), TestContext.Current.CancellationToken));

        Assert.Null(await await Task.WhenAny(partials));
        Assert.Equal(1, partials.Count(p => !p.IsCompleted));
    }

    [Fact]
    public async Task RunIfIdleAsync_SlotsToLeave_TakesNoneOfThem()
    {
        using var slots = new WorkerSlots(1, Limit, _time, TestMetrics.Create());
        Assert.Null(await slots.RunIfIdleAsync(_ => Task.FromResult("partial"), TestContext.Current.CancellationToken, leave: 1));
        Assert.Equal("partial", await slots.RunIfIdleAsync(_ => Task.FromResult("partial"), TestContext.Current.CancellationToken));
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
