using System.Text.Json;
using CallSummary.Contracts;
using CallSummary.Storage.Calls;
using CallSummary.Summarization.Transcripts;
using CallSummary.TestKit;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.UnitTests.Summarization.Transcripts;

public sealed class CallProgressTests
{
    private readonly SampleCall _call = new(ReferenceDialogue.SampleCalls[0]);

    [Fact]
    public async Task Add_LastUtterance_FinishesTheTranscriptOnce()
    {
        await using var host = await StartAsync(_call.Row());
        var progress = host.Get<CallProgress>();

        var outcomes = new List<ProgressOutcome>();
        foreach (var utterance in _call.Utterances.Reverse())
        {
            outcomes.Add(await progress.AddAsync(utterance, Cancellation));
        }

        Assert.Equal([.. Enumerable.Repeat(ProgressOutcome.Stored, outcomes.Count - 1), ProgressOutcome.Transcribed], outcomes);
        Assert.Equal(CallState.Transcribed, (await host.CallAsync(_call.Id)).State);
        Assert.Empty((await AnnouncedAsync(host)).Missing);
    }

    [Fact]
    public async Task Add_AllUtterancesAtOnceAndTwice_FinishesExactlyOnce()
    {
        await using var host = await StartAsync(_call.Row());
        var progress = host.Get<CallProgress>();

        var outcomes = await Task.WhenAll(_call.Utterances.Concat(_call.Utterances).Select(u => Task.Run(() => progress.AddAsync(u, Cancellation))));

        Assert.Single(outcomes, ProgressOutcome.Transcribed);
        Assert.Single(await host.WaitingAsync<CallTranscribed>());
        await using var database = host.Database();
        Assert.Equal(_call.Utterances.Count, await database.Utterances.CountAsync(Cancellation));
    }

    [Fact]
    public async Task Add_DuringTheCall_WaitsForItsEnd()
    {
        await using var host = await StartAsync(_call.Row(CallState.InProgress));
        var progress = host.Get<CallProgress>();
        var version = (await host.CallAsync(_call.Id)).Version;
        foreach (var utterance in _call.Utterances)
        {
            Assert.Equal(ProgressOutcome.Stored, await progress.AddAsync(utterance, Cancellation));
        }

        // The gateway holds the row while the call is up: texts that come in must not make its write fail.
        Assert.Equal(version, (await host.CallAsync(_call.Id)).Version);
        Assert.Equal(ProgressOutcome.Unchanged, await progress.LookAsync(_call.Id, Cancellation));
        await host.ChangeAsync(_call.Id, call =>
        {
            call.State = CallState.Ended;
            (call.CallerUtterances, call.CalleeUtterances) = (_call.Ended.CallerUtterances, _call.Ended.CalleeUtterances);
        });

        Assert.Equal(ProgressOutcome.Transcribed, await progress.LookAsync(_call.Id, Cancellation));
        Assert.Equal(ProgressOutcome.Unchanged, await progress.LookAsync(_call.Id, Cancellation));
        Assert.Single(await host.WaitingAsync<CallTranscribed>());
    }

    [Fact]
    public async Task Add_UnknownCall_AsksToTryAgain()
    {
        await using var host = await StartAsync();

        Assert.Equal(ProgressOutcome.UnknownCall, await host.Get<CallProgress>().AddAsync(_call.Utterances[0], Cancellation));
    }

    [Theory]
    [InlineData(CallState.Erased, ConsentState.Granted)]
    [InlineData(CallState.Ended, ConsentState.Refused)]
    [InlineData(CallState.InProgress, ConsentState.Withdrawn)]
    public async Task Add_ErasedOrRefusedCall_KeepsNothing(CallState state, ConsentState consent)
    {
        await using var host = await StartAsync(_call.Row(state, consent: consent));

        Assert.Equal(ProgressOutcome.Refused, await host.Get<CallProgress>().AddAsync(_call.Utterances[0], Cancellation));
        Assert.Equal(ProgressOutcome.Refused, await host.Get<CallProgress>().LookAsync(_call.Id, Cancellation));

        await using var database = host.Database();
        Assert.Equal(0, await database.Utterances.CountAsync(Cancellation));
    }

    [Fact]
    public async Task Add_OtherTenantsMessage_KeepsNothing()
    {
        await using var host = await StartAsync(_call.Row());

        Assert.Equal(ProgressOutcome.Refused, await host.Get<CallProgress>().AddAsync(_call.Utterances[0] with { TenantId = "other" }, Cancellation));
    }

    [Fact]
    public async Task Look_DeadlinePassed_ListsWhatIsMissing_AndClosesTheTranscript()
    {
        await using var host = await StartAsync(_call.Row());
        var progress = host.Get<CallProgress>();
        var lost = _call.Utterances[3];
        foreach (var utterance in _call.Utterances.Where(u => u != lost))
        {
            await progress.AddAsync(utterance, Cancellation);
        }

        Assert.Equal(ProgressOutcome.Unchanged, await progress.LookAsync(_call.Id, Cancellation));
        Assert.Equal(SampleCall.EndedAt.AddMinutes(10), (await host.CallAsync(_call.Id)).TranscriptDeadline);
        host.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(ProgressOutcome.Transcribed, await progress.LookAsync(_call.Id, Cancellation));

        var missing = Assert.Single((await AnnouncedAsync(host)).Missing);
        Assert.Equal((lost.Leg, lost.Sequence), (missing.Leg, missing.Sequence));
        Assert.Equal(ProgressOutcome.TooLate, await progress.AddAsync(lost, Cancellation));
    }

    [Fact]
    public async Task Look_CallWithoutUtterances_IsFinishedAtOnce()
    {
        var row = _call.Row();
        (row.CallerUtterances, row.CalleeUtterances) = (0, 0);
        await using var host = await StartAsync(row);

        Assert.Equal(ProgressOutcome.Transcribed, await host.Get<CallProgress>().LookAsync(_call.Id, Cancellation));
    }

    [Fact]
    public async Task Sweep_LostMessages_AreMadeUpFor()
    {
        await using var host = await StartAsync(_call.Row());
        var sweeper = host.Get<UnfinishedCalls>();
        foreach (var utterance in _call.Utterances.Skip(1))
        {
            await host.Get<CallProgress>().AddAsync(utterance, Cancellation);
        }

        Assert.Equal(0, await sweeper.SweepAsync(everything: true, Cancellation));
        host.Time.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(1, await sweeper.SweepAsync(everything: false, Cancellation));
        Assert.Equal(0, await sweeper.SweepAsync(everything: false, Cancellation));

        // The announcement is lost too.
        host.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(1, await sweeper.SweepAsync(everything: false, Cancellation));
        Assert.Equal(2, (await host.WaitingAsync<CallTranscribed>()).Count);
    }

    [Fact]
    public async Task Sweep_AtStart_DoesNotWaitForTheRetryTime()
    {
        var row = _call.Row(CallState.Transcribed);
        row.NudgeAt = SampleCall.EndedAt.AddMinutes(9);
        var refused = new SampleCall(ReferenceDialogue.SampleCalls[1]).Row(consent: ConsentState.Withdrawn);
        await using var host = await StartAsync(row, refused);

        Assert.Equal(0, await host.Get<UnfinishedCalls>().SweepAsync(everything: false, Cancellation));
        Assert.Equal(1, await host.Get<UnfinishedCalls>().SweepAsync(everything: true, Cancellation));
        Assert.Single(await host.WaitingAsync<CallTranscribed>());
    }

    [Fact]
    public async Task Sweep_MoreCallsThanABatch_ReachesAll()
    {
        var rows = Enumerable.Range(0, 450).Select(_ =>
        {
            var row = new SampleCall(ReferenceDialogue.SampleCalls[0]).Row();
            (row.CallerUtterances, row.CalleeUtterances) = (0, 0);
            return (object)row;
        }).ToArray();
        await using var host = await StartAsync(rows);

        Assert.Equal(450, await host.Get<UnfinishedCalls>().SweepAsync(everything: true, Cancellation));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static async Task<SummarizationHost> StartAsync(params object[] rows)
    {
        var host = await SummarizationHost.CreateAsync();
        await host.SaveAsync(rows);
        return host;
    }

    private static async Task<CallTranscribed> AnnouncedAsync(SummarizationHost host) =>
        JsonSerializer.Deserialize<CallTranscribed>(Assert.Single(await host.WaitingAsync<CallTranscribed>()))!;
}
