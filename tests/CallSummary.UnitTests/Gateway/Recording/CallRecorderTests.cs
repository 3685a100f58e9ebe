using CallSummary.Audio.Recordings;
using CallSummary.Contracts;
using CallSummary.Gateway.Recording.Manifests;

namespace CallSummary.UnitTests.Gateway.Recording;

public sealed class CallRecorderTests
{
    [Fact]
    public async Task Add_WithoutConsent_LeavesNoByteOfSound()
    {
        await using var rig = new RecordingRig();
        var call = RecordingRig.Call(ConsentState.Pending);
        using var recorder = rig.Recorder(call);

        rig.Speak(recorder, Leg.Caller, RecordingRig.Speech());
        recorder.Complete(CallTermination.CallerHungUp, recorder.Elapsed);

        Assert.Null(rig.Store.OpenRead(call.CallId, Leg.Caller));
        Assert.Equal(0, rig.Manifest(call.CallId)!.Ended!.CallerUtterances);
    }

    [Fact]
    public async Task Add_AfterConsent_KeepsOnlyWhatFollows()
    {
        await using var rig = new RecordingRig();
        var call = RecordingRig.Call(ConsentState.Pending);
        using var recorder = rig.Recorder(call);
        rig.Speak(recorder, Leg.Caller, RecordingRig.Speech());
        var opened = recorder.Elapsed;
        recorder.Consent.NoticeHeard(Leg.Caller);
        recorder.Consent.NoticeHeard(Leg.Callee);
        recorder.RecordConsent();

        rig.Speak(recorder, Leg.Caller, RecordingRig.Speech());
        recorder.Complete(CallTermination.CallerHungUp, recorder.Elapsed);

        var manifest = rig.Manifest(call.CallId)!;
        Assert.Equal(ConsentState.Granted, manifest.Consent);
        Assert.All(manifest.Utterances, u => Assert.True(u.Offset >= opened - TimeSpan.FromMilliseconds(20)));
        Assert.NotEmpty(manifest.Utterances);
    }

    [Fact]
    public async Task Pause_TakesNothingUntilItGoesOn_AndSaysSoOnce()
    {
        await using var rig = new RecordingRig();
        var call = RecordingRig.Call();
        using var recorder = rig.Recorder(call);
        Assert.True(recorder.Pause(true));
        Assert.False(recorder.Pause(true));
        rig.Speak(recorder, Leg.Caller, RecordingRig.Speech());
        Assert.Null(rig.Store.OpenRead(call.CallId, Leg.Caller));

        Assert.True(recorder.Pause(false));
        rig.Speak(recorder, Leg.Caller, RecordingRig.Speech());
        recorder.Complete(CallTermination.CallerHungUp, recorder.Elapsed);

        Assert.False(recorder.Pause(true));
        var manifest = rig.Manifest(call.CallId)!;
        var pause = Assert.Single(manifest.Pauses);
        Assert.All(manifest.Utterances, u => Assert.True(u.Offset >= pause.End - TimeSpan.FromMilliseconds(20)));
        Assert.NotEmpty(manifest.Utterances);
    }

    [Fact]
    public async Task Drain_SpeechEnded_FramesAndManifestAreOnDiskWhileTheCallIsUp()
    {
        await using var rig = new RecordingRig();
        var call = RecordingRig.Call();
        using var recorder = rig.Recorder(call);

        rig.Speak(recorder, Leg.Callee, RecordingRig.Speech());

        var utterance = Assert.Single(rig.Manifest(call.CallId)!.Utterances);
        using var file = rig.Store.OpenRead(call.CallId, Leg.Callee)!;
        Assert.Equal((Leg.Callee, 0), (utterance.Leg, utterance.Sequence));
        Assert.True(file.Length >= utterance.End);
        Assert.True(utterance.End > utterance.Start);
    }

    [Fact]
    public async Task Complete_InMidWord_CutsTheLastUtterance()
    {
        await using var rig = new RecordingRig();
        var call = RecordingRig.Call();
        using var recorder = rig.Recorder(call);

        rig.Speak(recorder, Leg.Caller, RecordingRig.Speech()[..8000]);
        recorder.Complete(CallTermination.CalleeHungUp, recorder.Elapsed);

        var manifest = rig.Manifest(call.CallId)!;
        Assert.Equal(1, manifest.Ended!.CallerUtterances);
        Assert.Equal(TimeSpan.FromSeconds(1), manifest.Ended.Duration);
        Assert.Single(manifest.Utterances);
    }

    [Fact]
    public async Task Drain_SpeakerTalksOn_OffersWhatWasSaidSoFar_AndTheRecordingKnowsNothingOfIt()
    {
        await using var rig = await new RecordingRig(null, ("Recording:PartialInterval", "00:00:01")).WithPublishedAsync();
        var call = RecordingRig.Call();
        using var recorder = rig.Recorder(call);

        rig.Speak(recorder, Leg.Caller, RecordingRig.Monologue(seconds: 5));

        // Several are sent at once: the one that overtakes another makes it late, not wrong.
        var beginnings = (await rig.PublishedAsync<UtteranceContinued>(4)).OrderBy(b => b.Duration).ToArray();
        Assert.All(beginnings, b => Assert.Equal((call.CallId, Leg.Caller, 0, beginnings[0].Offset), (b.CallId, b.Leg, b.Sequence, b.Offset)));
        Assert.All(beginnings.Zip(beginnings.Skip(1)), pair => Assert.InRange((pair.Second.Duration - pair.First.Duration).TotalSeconds, 0.99, 1.2));
        Assert.All(beginnings, b => Assert.Equal(b.Duration.TotalSeconds * 8000, b.Audio!.Length, 1.0));
        Assert.Empty(rig.Manifest(call.CallId)!.Utterances);
    }

    [Theory]
    [InlineData("00:00:00")]
    [InlineData("00:00:06")]
    public async Task Drain_IntervalOffOrLongerThanTheUtterance_OffersNothing(string interval)
    {
        await using var rig = await new RecordingRig(null, ("Recording:PartialInterval", interval)).WithPublishedAsync();
        using var recorder = rig.Recorder(RecordingRig.Call());

        rig.Speak(recorder, Leg.Caller, [.. RecordingRig.Monologue(seconds: 5), .. new short[8000]]);

        await rig.PublishedAsync<UtteranceCaptured>(1);
        Assert.Empty(await rig.PublishedAsync<UtteranceContinued>(0));
    }

    [Fact]
    public async Task Add_FasterThanTheDisk_DropsAndTells()
    {
        await using var rig = new RecordingRig(null, ("Recording:QueuePackets", "50"));
        var call = RecordingRig.Call();
        using var recorder = rig.Recorder(call);
        for (ushort i = 0; i < 80; i++)
        {
            rig.Time.Advance(TimeSpan.FromMilliseconds(20));
            recorder.Add(Leg.Caller, new(1, i, (uint)i * 160, RecordedCodec.Pcmu, recorder.Elapsed), new byte[160]);
        }

        recorder.Complete(CallTermination.CallerHungUp, recorder.Elapsed);

        Assert.Equal(30, rig.Manifest(call.CallId)!.Ended!.DroppedPackets);
    }

    [Fact]
    public async Task Add_SenderFarAheadOfTheClock_DoesNotFillTheDisk()
    {
        await using var rig = new RecordingRig();
        var call = RecordingRig.Call();
        using var recorder = rig.Recorder(call);
        for (var i = 0; i < 3000; i++)
        {
            // A minute of sound within a tenth of a second.
            recorder.Add(Leg.Caller, new(1, (ushort)i, (uint)i * 160, RecordedCodec.Pcmu, recorder.Elapsed), new byte[160]);
            if (i % 1000 == 0)
            {
                rig.Time.Advance(TimeSpan.FromMilliseconds(30));
                recorder.Drain();
            }
        }

        recorder.Complete(CallTermination.CallerHungUp, recorder.Elapsed);

        using var file = rig.Store.OpenRead(call.CallId, Leg.Caller)!;
        Assert.InRange(file.Length, 1000, 4 * 8000);
    }

    [Fact]
    public async Task Drain_DiskFull_StopsTheRecordingQuietly()
    {
        var disk = new FullDisk();
        await using var rig = new RecordingRig(disk);
        using var recorder = rig.Recorder(RecordingRig.Call());

        rig.Speak(recorder, Leg.Caller, RecordingRig.Speech());
        recorder.Complete(CallTermination.CallerHungUp, recorder.Elapsed);

        var manifest = Manifest.Load(new MemoryStream(disk.ManifestBytes.ToArray()))!;
        Assert.Empty(manifest.Utterances);
        Assert.Equal(CallTermination.CallerHungUp, manifest.Ended!.Termination);
    }

    [Fact]
    public async Task Discard_WhileRecording_DeletesEverything_AndTakesNoMore()
    {
        await using var rig = new RecordingRig();
        var call = RecordingRig.Call();
        using var recorder = rig.Recorder(call);
        rig.Speak(recorder, Leg.Caller, RecordingRig.Speech());

        recorder.Discard();
        rig.Speak(recorder, Leg.Caller, RecordingRig.Speech());
        recorder.RecordConsent();
        recorder.Complete(CallTermination.CallerHungUp, recorder.Elapsed);

        Assert.Empty(rig.Store.ListCalls());
        Assert.False(recorder.Consent.IsOpen);
    }

    [Fact]
    public async Task Drain_EveryMinute_ShowsASignOfLife()
    {
        await using var rig = new RecordingRig();
        var call = RecordingRig.Call();
        using var recorder = rig.Recorder(call);

        rig.Time.Advance(TimeSpan.FromSeconds(61));
        recorder.Drain();

        Assert.Equal(RecordingRig.Start.AddSeconds(61), rig.Manifest(call.CallId)!.LastSign);
    }
}
