using CallSummary.Contracts;
using CallSummary.Gateway.Recording.Manifests;
using CallSummary.Gateway.Recovery;

namespace CallSummary.UnitTests.Gateway.Recovery;

public sealed class CrashedCallsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(100)]
    public async Task Finish_TornLegFile_FindsTheUtterancesOfItsWholeFrames(int tornBytes)
    {
        await using var rig = new RecordingRig();
        var call = RecordingRig.Call();
        var speech = RecordingRig.Speech();
        rig.WriteManifest(call);
        rig.WriteLeg(call.CallId, Leg.Caller, speech, tornBytes);

        rig.Get<CrashedCalls>().Finish(rig.Manifest(call.CallId)!);

        var manifest = rig.Manifest(call.CallId)!;
        Assert.Equal(CallTermination.GatewayCrashed, manifest.Ended!.Termination);
        Assert.Equal((1, 0), (manifest.Ended.CallerUtterances, manifest.Ended.CalleeUtterances));
        Assert.Equal(speech.Length / 160 * 0.02, manifest.Ended.Duration.TotalSeconds, 3);
        Assert.Equal(1, manifest.CountOf(Leg.Caller));
    }

    [Fact]
    public async Task Finish_GivesTheSameUtterancesAsALiveRecorder()
    {
        await using var rig = new RecordingRig();
        var live = RecordingRig.Call();
        using (var recorder = rig.Recorder(live))
        {
            rig.Speak(recorder, Leg.Caller, [.. RecordingRig.Speech("01"), .. RecordingRig.Speech("02"), .. RecordingRig.Speech("03")]);
            recorder.Complete(CallTermination.CallerHungUp, recorder.Elapsed);
        }

        var expected = rig.Manifest(live.CallId)!.Utterances;
        var crashed = RecordingRig.Call();
        rig.WriteManifest(crashed, expected[0]);
        using (var from = rig.Store.OpenRead(live.CallId, Leg.Caller)!)
        using (var to = rig.Store.OpenAppend(crashed.CallId, Leg.Caller))
        {
            await from.CopyToAsync(to, TestContext.Current.CancellationToken);
        }

        rig.Get<CrashedCalls>().Finish(rig.Manifest(crashed.CallId)!);

        var found = rig.Manifest(crashed.CallId)!.Utterances;
        Assert.Equal(expected.Select(u => (u.Sequence, u.Offset, u.Duration)), found.Select(u => (u.Sequence, u.Offset, u.Duration)));
    }

    [Fact]
    public async Task Finish_WithoutConsent_LooksAtNoSound()
    {
        await using var rig = new RecordingRig();
        var call = RecordingRig.Call(ConsentState.Pending);
        rig.WriteManifest(call, new AliveEntry { At = RecordingRig.Start.AddSeconds(4) });
        rig.WriteLeg(call.CallId, Leg.Caller, RecordingRig.Speech());

        rig.Get<CrashedCalls>().Finish(rig.Manifest(call.CallId)!);

        var manifest = rig.Manifest(call.CallId)!;
        Assert.Empty(manifest.Utterances);
        Assert.Equal(TimeSpan.FromSeconds(4), manifest.Ended!.Duration);
    }

    [Fact]
    public async Task Finish_EmptyLegFile_IsAnEmptyLeg()
    {
        await using var rig = new RecordingRig();
        var call = RecordingRig.Call();
        rig.WriteManifest(call);
        (await Task.FromResult(rig.Store.OpenAppend(call.CallId, Leg.Callee))).Dispose();

        rig.Get<CrashedCalls>().Finish(rig.Manifest(call.CallId)!);

        Assert.Equal(0, rig.Manifest(call.CallId)!.Ended!.CalleeUtterances);
    }
}
