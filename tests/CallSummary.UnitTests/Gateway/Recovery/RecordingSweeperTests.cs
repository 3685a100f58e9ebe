using CallSummary.Contracts;
using CallSummary.Gateway.Recording;
using CallSummary.Gateway.Recovery;
using CallSummary.Storage.Calls;
using Microsoft.Extensions.Hosting;

namespace CallSummary.UnitTests.Gateway.Recovery;

public sealed class RecordingSweeperTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sweep_OurCrashedCall_IsFinishedAndPublished()
    {
        await using var rig = await new RecordingRig().WithDatabaseAsync();
        var harness = await rig.StartBusAsync();
        var call = RecordingRig.Call();
        rig.WriteManifest(call);
        rig.WriteLeg(call.CallId, Leg.Caller, RecordingRig.Speech());

        await Sweeper(rig).SweepAsync(Cancellation);

        Assert.Equal(CallState.Ended, (await rig.RowAsync(call.CallId))!.State);
        Assert.Single(harness.Published.Select<UtteranceCaptured>(new CancellationToken(canceled: true)), p => p.Context.Message.CallId == call.CallId);
    }

    [Fact]
    public async Task Sweep_CallThatIsUpHere_IsLeftAlone()
    {
        await using var rig = await new RecordingRig().WithDatabaseAsync();
        var call = RecordingRig.Call();
        rig.WriteManifest(call);
        rig.Get<LiveCalls>().Reserve(call.CallId);

        await Sweeper(rig).SweepAsync(Cancellation);

        Assert.Null(rig.Manifest(call.CallId)!.Ended);
    }

    [Fact]
    public async Task Sweep_AnotherGatewaysCall_IsFinishedOnlyWithoutSignOfLife()
    {
        await using var rig = await new RecordingRig().WithDatabaseAsync();
        var call = RecordingRig.Call(owner: "other");
        rig.WriteManifest(call);

        rig.Time.Advance(TimeSpan.FromMinutes(4));
        await Sweeper(rig).SweepAsync(Cancellation);
        Assert.Null(rig.Manifest(call.CallId)!.Ended);

        rig.Time.Advance(TimeSpan.FromMinutes(2));
        for (var i = 0; i <= 20; i++)
        {
            await Sweeper(rig).SweepAsync(Cancellation);
        }

        Assert.Equal(CallTermination.GatewayCrashed, rig.Manifest(call.CallId)!.Ended!.Termination);
    }

    [Fact]
    public async Task Sweep_UnreadableManifest_DoesNotHideTheOthers()
    {
        await using var rig = await new RecordingRig().WithDatabaseAsync();
        await rig.StartBusAsync();
        var bad = RecordingRig.Call() with { Version = 99 };
        var good = RecordingRig.Call();
        rig.WriteManifest(bad);
        rig.WriteManifest(good);

        await Sweeper(rig).SweepAsync(Cancellation);

        Assert.NotNull(rig.Manifest(good.CallId)!.Ended);
    }

    [Fact]
    public async Task Schedule_EachTime_WaitsFourTimesLonger()
    {
        await using var rig = new RecordingRig();
        var schedule = rig.Get<RepublishSchedule>();
        var call = Guid.CreateVersion7(RecordingRig.Start);
        Assert.True(schedule.IsDue(call));

        schedule.Published(call);
        rig.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(schedule.IsDue(call));
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(schedule.IsDue(call));

        schedule.Published(call);
        rig.Time.Advance(TimeSpan.FromSeconds(239));
        Assert.False(schedule.IsDue(call));
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(schedule.IsDue(call));
    }

    private static RecordingSweeper Sweeper(RecordingRig rig) => rig.Get<IEnumerable<IHostedService>>().OfType<RecordingSweeper>().Single();
}
