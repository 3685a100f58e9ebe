using CallSummary.Audio;
using CallSummary.Contracts;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Erasure;
using CallSummary.TestKit;
using CallSummary.TestKit.Audio;
using Microsoft.Extensions.DependencyInjection;

namespace CallSummary.IntegrationTests.Gateway;

[Collection(GatewayCalls.Name)]
public sealed class RecordingTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TempFolder _crashed = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Memo_SpeechBecomesUtterances_CountedAtTheEnd()
    {
        await using var caller = await TestPhone.StartAsync();
        await using var rig = await GatewayRig.StartAsync(_folder.Path);
        var session = (await caller.DialAsync(rig.Sip, "1000", giveUp: Cancellation)).Session!;

        await caller.SendAsync(session, Speech());
        await Eventually.True(() => rig.Published<UtteranceCaptured>().Count > 0, "the first utterance to leave while the call is up");
        await session.ByeAsync();

        var call = await rig.EndedCallAsync();
        await Eventually.True(() => rig.Published<CallEnded>().Count == 1, "the end to be told");
        var ended = rig.Published<CallEnded>()[0];
        var utterances = rig.Published<UtteranceCaptured>();
        Assert.Equal(CallState.Ended, call.State);
        Assert.Equal(utterances.Count, ended.CallerUtterances);
        Assert.Equal(0, ended.CalleeUtterances);
        Assert.Equal(Enumerable.Range(0, utterances.Count), utterances.Select(u => u.Sequence).Order());
        Assert.Single(rig.Published<CallStarted>());
        Assert.All(utterances, u => Assert.Equal((int)(u.Duration.TotalSeconds * 8000), u.Audio!.Length));
        Assert.All(utterances, u => Assert.True(u.RecordingEnd > u.RecordingStart));
        Assert.Equal(utterances.Count, rig.Manifest(call.Id).Utterances.Count);
    }

    [Fact]
    public async Task Call_ThatItsSubscriberWantsLeftAlone_IsRelayedWithoutATrace()
    {
        await using var caller = await TestPhone.StartAsync();
        await using var callee = await TestPhone.StartAsync();
        await using var rig = await GatewayRig.BridgeToAsync(_folder.Path, callee.UdpEndPoint, ("Tenants:0:Subscribers:0", "+821000000002"));
        await rig.ChooseAsync("+821000000002", incoming: false);
        var session = (await caller.DialAsync(rig.Sip, "+821000000002", giveUp: Cancellation)).Session!;
        await caller.SendAsync(session, Speech());
        await session.ByeAsync();
        await Eventually.True(() => rig.Active.Count == 0, "the call to be over");

        Assert.Empty(rig.Store.ListCalls());
        Assert.Equal(0, await rig.CountCallsAsync());
        Assert.Empty(rig.Published<CallStarted>());
        Assert.Empty(rig.Published<UtteranceCaptured>());

        // Taken back, the next call is one like any other.
        await rig.ChooseAsync("+821000000002", incoming: null);
        var next = (await caller.DialAsync(rig.Sip, "+821000000002", giveUp: Cancellation)).Session!;
        await next.ByeAsync();
        Assert.True((await rig.EndedCallAsync()).CalleeIsSubscriber);
    }

    [Fact]
    public async Task LargeUtterance_TravelsAsAClaimOnTheRecording()
    {
        await using var caller = await TestPhone.StartAsync();
        await using var rig = await GatewayRig.StartAsync(_folder.Path, ("Recording:InlineAudioBytes", "0"));
        var session = (await caller.DialAsync(rig.Sip, "1000", giveUp: Cancellation)).Session!;
        await caller.SendAsync(session, Speech());
        await session.ByeAsync();

        await rig.EndedCallAsync();
        await Eventually.True(() => rig.Published<UtteranceCaptured>().Count > 0, "an utterance");
        var utterance = rig.Published<UtteranceCaptured>()[0];
        var frames = await rig.Store.ReadAsync(utterance.CallId, utterance.Leg, utterance.RecordingStart, utterance.RecordingEnd, Cancellation);
        var start = (long)(utterance.Offset.TotalSeconds * 8000);
        var clip = Audio.Recordings.RecordedClip.DecodeRange(frames).Slice(start, start + (long)(utterance.Duration.TotalSeconds * 8000));
        Assert.Null(utterance.Audio);
        Assert.InRange(ToneDetector.TotalLevel(clip.Samples), -40, -5);
    }

    [Fact]
    public async Task Killed_InMidCall_IsFinishedFromTheRecordingAtTheNextStart()
    {
        await using var caller = await TestPhone.StartAsync();
        await using (var rig = await GatewayRig.StartAsync(_folder.Path))
        {
            var session = (await caller.DialAsync(rig.Sip, "1000", giveUp: Cancellation)).Session!;
            await caller.SendAsync(session, Speech());
            await Eventually.True(() => rig.Published<UtteranceCaptured>().Count > 0, "an utterance, while the call is up");

            // What a kill leaves: the files as they are now, the tail torn, nobody to write the end.
            CopyFolder(Path.Combine(_folder.Path, "recordings"), Path.Combine(_crashed.Path, "recordings"));
            await session.ByeAsync();
        }

        Tear(Directory.GetFiles(_crashed.Path, "caller.leg", SearchOption.AllDirectories).Single(), 5);
        var manifestFile = Directory.GetFiles(_crashed.Path, "manifest.jsonl", SearchOption.AllDirectories).Single();
        KeepFirstLines(manifestFile, 2);

        await using var next = await GatewayRig.StartAsync(_crashed.Path);
        var call = await next.EndedCallAsync();
        var manifest = next.Manifest(call.Id);
        Assert.Equal(CallTermination.GatewayCrashed, call.Termination);
        Assert.Equal(call.CallerUtterances, manifest.Utterances.Count);
        Assert.True(call.CallerUtterances > 0);
        Assert.InRange(call.Duration!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        await Eventually.True(() => next.Published<UtteranceCaptured>().Count == manifest.Utterances.Count, "every utterance to be published");
        await Eventually.True(() => next.Published<CallEnded>().Count == 1 && next.Published<CallStarted>().Count == 1, "start and end to be told");
    }

    [Fact]
    public async Task KilledAfterTheEnd_BeforeTheDatabase_RowIsMadeFromTheManifest()
    {
        await using (var rig = await GatewayRig.StartAsync(_folder.Path))
        {
            await using var caller = await TestPhone.StartAsync();
            var session = (await caller.DialAsync(rig.Sip, "1000", giveUp: Cancellation)).Session!;
            await caller.SendAsync(session, Speech());
            await session.ByeAsync();
            await rig.EndedCallAsync();
        }

        CopyFolder(Path.Combine(_folder.Path, "recordings"), Path.Combine(_crashed.Path, "recordings"));

        await using var next = await GatewayRig.StartAsync(_crashed.Path);
        var call = await next.EndedCallAsync();
        Assert.Equal(CallTermination.CallerHungUp, call.Termination);
        Assert.Equal(call.CallerUtterances, next.Manifest(call.Id).Utterances.Count);
    }

    [Fact]
    public async Task UtterancesWithoutText_ArePublishedAgainAfterTheGrace()
    {
        await using var caller = await TestPhone.StartAsync();
        await using var rig = await GatewayRig.StartAsync(_folder.Path, ("Recovery:RepublishAfter", "00:00:01"), ("Recovery:SweepInterval", "00:00:01"));
        var session = (await caller.DialAsync(rig.Sip, "1000", giveUp: Cancellation)).Session!;
        await caller.SendAsync(session, Speech());
        await session.ByeAsync();
        var call = await rig.EndedCallAsync();

        await Eventually.True(() => rig.Published<UtteranceCaptured>().Count >= 2 * call.CallerUtterances!.Value, "each utterance twice");
    }

    [Fact]
    public async Task ErasedWhileUp_NothingIsLeft_CallGoesOn()
    {
        await using var caller = await TestPhone.StartAsync();
        await using var rig = await GatewayRig.StartAsync(_folder.Path);
        var session = (await caller.DialAsync(rig.Sip, "1000", giveUp: Cancellation)).Session!;
        await caller.SendAsync(session, Tone.Sine(440, TimeSpan.FromSeconds(1)));
        var callId = Assert.Single(rig.Store.ListCalls());
        await Eventually.True(async () => await rig.CountCallsAsync() == 1, "the call's row");

        Assert.True(await rig.Services.GetRequiredService<CallEraser>().EraseAsync(callId, Cancellation));
        await Eventually.True(() => rig.Published<CallErased>().Count == 1, "the erasure to be told");
        await caller.SendAsync(session, Tone.Sine(440, TimeSpan.FromSeconds(1)));
        Assert.False(session.Ended.IsCompleted);
        await session.ByeAsync();
        await Eventually.True(() => rig.Active.Count == 0, "the call to end");

        Assert.Equal(CallState.Erased, (await rig.EndedCallAsync()).State);
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.leg", SearchOption.AllDirectories));
        Assert.Empty(Directory.GetFiles(_folder.Path, "manifest.jsonl", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task ConsentWithdrawn_ErasesAndStopsCapture()
    {
        await using var caller = await TestPhone.StartAsync();
        await using var rig = await GatewayRig.StartAsync(_folder.Path);
        var session = (await caller.DialAsync(rig.Sip, "1000", giveUp: Cancellation)).Session!;
        await caller.SendAsync(session, Tone.Sine(440, TimeSpan.FromSeconds(1)));
        var callId = Assert.Single(rig.Store.ListCalls());
        await Eventually.True(async () => await rig.CountCallsAsync() == 1, "the call's row");

        await rig.Bus.Bus.Publish(
            new ConsentChanged { CallId = callId, TenantId = "t", State = ConsentState.Withdrawn, ChangedAt = DateTimeOffset.UnixEpoch }, Cancellation);

        await Eventually.True(() => !rig.Store.ListCalls().Any(), "the recording to be deleted");
        Assert.Equal(CallState.Erased, (await rig.EndedCallAsync()).State);
        await session.ByeAsync();
    }

    public void Dispose()
    {
        _folder.Dispose();
        _crashed.Dispose();
    }

    /// <summary>A sample utterance with the pause that ends it.</summary>
    private static short[] Speech() =>
    [
        .. AudioClip.Load(Path.Combine(RepositoryRoot.Path, "samples", "demo-models", "utterances", "01.wav")).Samples.Span,
        .. new short[8000],
    ];

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private static void Tear(string file, int bytes)
    {
        using var stream = File.OpenWrite(file);
        stream.SetLength(stream.Length - bytes);
    }

    private static void KeepFirstLines(string manifest, int lines) =>
        File.WriteAllText(manifest, string.Join('\n', File.ReadLines(manifest).Take(lines)) + "\n{\"type\":\"utter");
}
