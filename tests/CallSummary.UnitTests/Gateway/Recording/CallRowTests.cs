using CallSummary.Contracts;
using CallSummary.Gateway.Recording;
using CallSummary.Gateway.Recording.Manifests;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Erasure;

namespace CallSummary.UnitTests.Gateway.Recording;

public sealed class CallRowTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sync_CallIsUp_InsertsTheRowAndTellsOnce()
    {
        await using var rig = await new RecordingRig().WithDatabaseAsync();
        var call = RecordingRig.Call() with { Attestation = CallerAttestation.Partial };
        rig.WriteManifest(call);

        await rig.Get<CallRow>().SyncAsync(call.CallId, Cancellation);
        await rig.Get<CallRow>().SyncAsync(call.CallId, Cancellation);

        var row = await rig.RowAsync(call.CallId);
        Assert.Equal((CallState.InProgress, true, false), (row!.State, row.CallerIsSubscriber, row.CalleeIsSubscriber));
        Assert.Equal((RecordingRig.Start, CallerAttestation.Partial), (row.StartedAt, row.Attestation));
        Assert.Equal(["CallStarted"], await rig.OutboxAsync());
    }

    [Fact]
    public async Task Sync_DatabaseWasAwayForTheWholeCall_CatchesUpInOneStep()
    {
        await using var rig = await new RecordingRig().WithDatabaseAsync();
        var call = RecordingRig.Call(ConsentState.Pending);
        rig.WriteManifest(call, new ConsentEntry { At = RecordingRig.Start.AddSeconds(3), State = ConsentState.Granted }, ManifestTests.Utterance(Leg.Caller, 0), RecordingRig.Ended(1));

        await rig.Get<CallRow>().SyncAsync(call.CallId, Cancellation);
        await rig.Get<CallRow>().SyncAsync(call.CallId, Cancellation);

        var row = await rig.RowAsync(call.CallId);
        Assert.Equal((CallState.Ended, ConsentState.Granted, 1, 0), (row!.State, row.Consent, row.CallerUtterances, row.CalleeUtterances));
        Assert.Equal(CallTermination.CallerHungUp, row.Termination);
        Assert.Equal(RecordingRig.Start.AddSeconds(10) + TimeSpan.FromMinutes(10), row.TranscriptDeadline);
        Assert.Equal(["CallEnded", "CallStarted", "ConsentChanged"], await rig.OutboxAsync());
    }

    [Fact]
    public async Task Sync_ConsentRefused_RowKeepsNoNumber_NothingIsSummarised()
    {
        await using var rig = await new RecordingRig().WithDatabaseAsync();
        var call = RecordingRig.Call(ConsentState.Pending);
        rig.WriteManifest(call, new ConsentEntry { At = RecordingRig.Start.AddSeconds(3), State = ConsentState.Refused }, RecordingRig.Ended());

        await rig.Get<CallRow>().SyncAsync(call.CallId, Cancellation);

        var row = await rig.RowAsync(call.CallId);
        Assert.Equal((CallState.Erased, "", ""), (row!.State, row.CallerNumber, row.CalleeNumber));
        Assert.DoesNotContain("CallEnded", await rig.OutboxAsync());
    }

    [Fact]
    public async Task Sync_HungUpDuringTheNotice_EndsWithoutUtterances()
    {
        await using var rig = await new RecordingRig().WithDatabaseAsync();
        var call = RecordingRig.Call(ConsentState.Pending);
        rig.WriteManifest(call, RecordingRig.Ended());

        await rig.Get<CallRow>().SyncAsync(call.CallId, Cancellation);

        Assert.Equal(CallState.Ended, (await rig.RowAsync(call.CallId))!.State);
    }

    [Fact]
    public async Task Sync_ErasedMeanwhile_StaysErased_RecordingGoes()
    {
        await using var rig = await new RecordingRig().WithDatabaseAsync();
        var call = RecordingRig.Call();
        rig.WriteManifest(call);
        await rig.Get<CallRow>().SyncAsync(call.CallId, Cancellation);
        await rig.Get<CallEraser>().EraseAsync(call.CallId, Cancellation);
        rig.WriteManifest(call, RecordingRig.Ended());

        await rig.Get<CallRow>().SyncAsync(call.CallId, Cancellation);

        Assert.Equal(CallState.Erased, (await rig.RowAsync(call.CallId))!.State);
        Assert.Empty(rig.Store.ListCalls());
    }

    [Fact]
    public async Task Ledger_DatabaseAway_KeepsTheCallUntilItIsBack()
    {
        await using var rig = new RecordingRig();
        var call = RecordingRig.Call();
        rig.WriteManifest(call);
        var ledger = rig.Get<CallLedger>();
        ledger.Enqueue(call.CallId);

        // No table yet: as good as a database that is down.
        Assert.False(await ledger.DrainAsync(Cancellation));
        Assert.Equal(1, ledger.Pending);

        await rig.WithDatabaseAsync();
        Assert.True(await ledger.DrainAsync(Cancellation));
        Assert.Equal(0, ledger.Pending);
        Assert.NotNull(await rig.RowAsync(call.CallId));
    }

    [Fact]
    public async Task Ledger_PastItsCapacity_LeavesTheRestToTheSweeper()
    {
        await using var rig = new RecordingRig();
        var ledger = rig.Get<CallLedger>();
        for (var i = 0; i < CallLedger.Capacity + 5; i++)
        {
            ledger.Enqueue(Guid.CreateVersion7(RecordingRig.Start));
        }

        Assert.Equal(CallLedger.Capacity, ledger.Pending);
    }
}
