using CallSummary.Contracts;
using CallSummary.Storage.Calls;
using CallSummary.TestKit;
using CallSummary.TestKit.Audio;

namespace CallSummary.IntegrationTests.Gateway.Siprec;

[Collection(GatewayCalls.Name)]
public sealed class SiprecTests : IDisposable
{
    private const string Subscriber = "+821012345678";
    private const string Other = "+82212345678";

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task TwoStreams_EachIsItsPartysLeg_ByLabel()
    {
        await using var rig = await StartAsync();
        using var recorder = new RecorderClient(rig.Sip);

        // The caller is told first, but its stream is the second line.
        Assert.Equal(200, await recorder.InviteAsync(recorder.TwoStreams("b_leg", "a_leg"), Metadata(Party("a", Subscriber, "a_leg"), Party("b", Other, "b_leg"))));
        Assert.Contains(";+sip.srs", recorder.Answer, StringComparison.Ordinal);
        Assert.Contains("a=label:b_leg", recorder.Answer, StringComparison.Ordinal);
        Assert.Contains("a=recvonly", recorder.Answer, StringComparison.Ordinal);
        await SpeakAsync(recorder, callee: recorder.First, caller: recorder.Second, calleePort: 0, callerPort: 1);
        Assert.Equal(200, await recorder.ByeAsync());

        var call = await rig.EndedCallAsync();
        Assert.Equal((Subscriber, Other), (call.CallerNumber, call.CalleeNumber));
        Assert.True(call.CallerIsSubscriber);
        Assert.False(call.CalleeIsSubscriber);
        Assert.Equal(CallTermination.RecordingEnded, call.Termination);
        AssertTones(rig, call);
        await Eventually.True(() => rig.Published<CallTraced>().Count == 1, "the session's SIP messages");
        var trace = rig.Published<CallTraced>()[0];
        Assert.Equal((call.Id, true, CallTermination.RecordingEnded), (trace.CallId, trace.Answered, trace.Termination));
        Assert.Equal(["INVITE", "200", "ACK", "BYE"], trace.Entries.Select(e => e.Status?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? e.Method).Distinct());
    }

    [Fact]
    public async Task BothAreSubscribers_BothAreTold()
    {
        await using var rig = await StartAsync();
        using var recorder = new RecorderClient(rig.Sip);

        await recorder.InviteAsync(recorder.TwoStreams(), Metadata(Party("a", Subscriber, "1"), Party("b", "+821012345679", "2")));
        await recorder.ByeAsync();

        var call = await rig.EndedCallAsync();
        Assert.True(call.CallerIsSubscriber && call.CalleeIsSubscriber);
        await Eventually.True(() => rig.Published<CallStarted>().Count == 1, "the call's start to be told");
        Assert.Equal([Leg.Caller, Leg.Callee], Assert.Single(rig.Published<CallStarted>()).SubscriberLegs);
    }

    [Fact]
    public async Task TwoStrangers_AreAnswered_NothingIsKept()
    {
        await using var rig = await StartAsync();
        using var recorder = new RecorderClient(rig.Sip);

        Assert.Equal(200, await recorder.InviteAsync(recorder.TwoStreams(), Metadata(Party("a", "+82311112222", "1"), Party("b", Other, "2"))));
        await recorder.First.SendAsync(recorder.Ports[0], Tone.Sine(440, TimeSpan.FromSeconds(0.5)));
        Assert.Equal(200, await recorder.ByeAsync());

        await Eventually.True(() => rig.Active.Count == 0, "the session to end");
        Assert.Equal(0, await rig.CountCallsAsync());
    }

    [Theory]
    [InlineData("this is no XML")]
    [InlineData("<!DOCTYPE a [<!ENTITY b 'c'>]><recording>&b;</recording>")]
    public async Task UnreadableMetadata_CostNoAudio(string metadata)
    {
        await using var rig = await StartAsync();
        using var recorder = new RecorderClient(rig.Sip);

        Assert.Equal(200, await recorder.InviteAsync(recorder.TwoStreams(), metadata, "application/rs-metadata", "--foobar\r\nContent-Type: application/gtd\r\n\r\nIAM,\r\n"));
        await SpeakAsync(recorder, caller: recorder.First, callee: recorder.Second, callerPort: 0, calleePort: 1);
        await recorder.ByeAsync();

        var call = await rig.EndedCallAsync();
        Assert.Equal("anonymous", call.CallerNumber);
        AssertTones(rig, call);
    }

    [Fact]
    public async Task Placeholder_IsCorrectedByUpdate_CallIsTheSubscribersFromItsBeginning()
    {
        await using var rig = await StartAsync();
        using var recorder = new RecorderClient(rig.Sip);

        await recorder.InviteAsync(recorder.TwoStreams(), Metadata(Party("a", "dummy", "1"), Party("b", Other, "2")));
        await recorder.First.SendAsync(recorder.Ports[0], Tone.Sine(440, TimeSpan.FromSeconds(0.5)));
        Assert.Equal(200, await recorder.UpdateAsync(null, Metadata("partial", Party("a2", Subscriber, "1"))));
        await recorder.First.SendAsync(recorder.Ports[0], Tone.Sine(440, TimeSpan.FromSeconds(0.5)));
        await recorder.ByeAsync();

        var call = await rig.EndedCallAsync();
        Assert.Equal((Subscriber, Other), (call.CallerNumber, call.CalleeNumber));
        Assert.True(call.CallerIsSubscriber);
        Assert.Equal(Subscriber, Assert.Single(rig.Published<CallStarted>()).CallerNumber);
        var span = ToneDetector.Find(rig.Recording(call).Caller, 440)!.Value;
        Assert.InRange((span.Offset - span.Onset).TotalSeconds, 0.9, 5);
    }

    [Fact]
    public async Task PlaceholderTurnsOutAStranger_NothingIsKept()
    {
        await using var rig = await StartAsync();
        using var recorder = new RecorderClient(rig.Sip);

        await recorder.InviteAsync(recorder.TwoStreams(), Metadata(Party("a", "dummy", "1"), Party("b", Other, "2")));
        await recorder.First.SendAsync(recorder.Ports[0], Tone.Sine(440, TimeSpan.FromSeconds(0.5)));
        await recorder.UpdateAsync(null, Metadata("partial", Party("a", "+82311112222", "1")));

        await Eventually.True(() => Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).All(f => !f.Contains("caller", StringComparison.OrdinalIgnoreCase)), "the recording to be deleted");
        await recorder.ByeAsync();
    }

    [Fact]
    public async Task PausedAndResumedByReinvite_IsSilenceMeanwhile()
    {
        await using var rig = await StartAsync(("Media:Timeout", "00:00:01"));
        using var recorder = new RecorderClient(rig.Sip);
        var parties = Metadata(Party("a", Subscriber, "1"), Party("b", Other, "2"));
        await recorder.InviteAsync(recorder.TwoStreams(), parties);
        await recorder.First.SendAsync(recorder.Ports[0], Tone.Sine(440, TimeSpan.FromSeconds(0.6)));

        await recorder.InviteAsync(recorder.TwoStreams(direction: "inactive"), parties);
        Assert.Contains("a=inactive", recorder.Answer, StringComparison.Ordinal);
        await recorder.First.SendAsync(recorder.Ports[0], Tone.Sine(700, TimeSpan.FromSeconds(1.5)));
        await recorder.InviteAsync(recorder.TwoStreams(), parties);
        await recorder.First.SendAsync(recorder.Ports[0], Tone.Sine(440, TimeSpan.FromSeconds(0.6)));
        await recorder.ByeAsync();

        var (caller, _) = rig.Recording(await rig.EndedCallAsync());
        Assert.True(ToneDetector.Level(caller, 700) < -60);
        var span = ToneDetector.Find(caller, 440)!.Value;
        Assert.InRange((span.Offset - span.Onset).TotalSeconds, 2.6, 20);
    }

    [Fact]
    public async Task NearAndFarEnd_AreOneCall()
    {
        await using var rig = await StartAsync();
        using var near = Half(rig, "x-nearend");
        using var far = Half(rig, "x-farend");

        Assert.Equal(200, await near.InviteAsync(near.OneStream()));
        Assert.Equal(200, await far.InviteAsync(far.OneStream()));
        await Task.WhenAll(
            near.First.SendAsync(near.Ports[0], Tone.Sine(440, TimeSpan.FromSeconds(1))),
            far.First.SendAsync(far.Ports[0], Tone.Sine(1000, TimeSpan.FromSeconds(1))));
        await near.ByeAsync();
        await far.ByeAsync();

        var call = await rig.EndedCallAsync();
        Assert.Equal((Subscriber, Other), (call.CallerNumber, call.CalleeNumber));
        AssertTones(rig, call);
    }

    [Fact]
    public async Task Transfer_NewSessionOfTheGroup_GoesOnWithTheCall()
    {
        await using var rig = await StartAsync(("Trunks:0:TransferWait", "00:00:04"));
        using var before = new RecorderClient(rig.Sip);
        using var after = new RecorderClient(rig.Sip);

        await before.InviteAsync(before.TwoStreams(), Metadata(Party("a", Subscriber, "1"), Party("b", Other, "2")));
        await before.First.SendAsync(before.Ports[0], Tone.Sine(440, TimeSpan.FromSeconds(0.6)));
        await before.ByeAsync();
        await after.InviteAsync(after.TwoStreams(), Metadata(Party("c", "+82319998888", "1"), Party("a", Subscriber, "2")));
        await Task.WhenAll(
            after.First.SendAsync(after.Ports[0], Tone.Sine(1000, TimeSpan.FromSeconds(0.6))),
            after.Second.SendAsync(after.Ports[1], Tone.Sine(440, TimeSpan.FromSeconds(0.6))));
        await after.ByeAsync();
        await rig.StopAsync();

        var call = await rig.EndedCallAsync();
        Assert.Equal((Subscriber, Other), (call.CallerNumber, call.CalleeNumber));
        AssertTones(rig, call);
    }

    [Fact]
    public async Task TrunkThatWantsANotice_RefusesRecorders()
    {
        await using var rig = await StartAsync(("Trunks:0:Consent", "NoticeRequired"));
        using var recorder = new RecorderClient(rig.Sip);

        Assert.Equal(403, await recorder.InviteAsync(recorder.TwoStreams(), Metadata(Party("a", Subscriber, "1"))));
    }

    [Fact]
    public async Task NoMetadata_CiscosParticipantHeaders_SayWhoSpeaks()
    {
        await using var rig = await StartAsync();
        using var recorder = new RecorderClient(rig.Sip)
        {
            Headers = ["Require: siprec", $"X-Cisco-Recording-Participant: <sip:{Subscriber}@192.0.2.10>", $"X-Cisco-Recording-Participant: <sip:{Other}@192.0.2.20>"],
        };

        Assert.Equal(200, await recorder.InviteAsync(recorder.TwoStreams()));
        await SpeakAsync(recorder, recorder.First, recorder.Second, 0, 1);
        await recorder.ByeAsync();

        var call = await rig.EndedCallAsync();
        Assert.Equal((Subscriber, Other, true, false), (call.CallerNumber, call.CalleeNumber, call.CallerIsSubscriber, call.CalleeIsSubscriber));
        AssertTones(rig, call);
    }

    [Fact]
    public async Task ThirdParticipantJoins_AndTheSecondLeaves_BothAreOnTheCalleesLeg_OneAfterTheOther()
    {
        await using var rig = await StartAsync();
        using var recorder = new RecorderClient(rig.Sip);
        using var third = new TestRtp();
        await recorder.InviteAsync(recorder.TwoStreams(), Metadata(Party("a", Subscriber, "1"), Party("b", Other, "2")));
        await Task.WhenAll(
            recorder.First.SendAsync(recorder.Ports[0], Tone.Sine(440, TimeSpan.FromSeconds(0.6))),
            recorder.Second.SendAsync(recorder.Ports[1], Tone.Sine(1000, TimeSpan.FromSeconds(0.6))));

        var joined = recorder.TwoStreams() + $"m=audio {third.Port} RTP/AVP 0\r\na=sendonly\r\na=label:3\r\nm=video 5008 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n";
        Assert.Equal(200, await recorder.InviteAsync(joined, Metadata(Party("a", Subscriber, "1"), Party("b", Other, "2"), Party("c", "+82319998888", "3"))));
        Assert.Contains("m=video 0", recorder.Answer, StringComparison.Ordinal);
        Assert.All(recorder.Ports, p => Assert.NotEqual(0, p.Port));
        Assert.Equal(200, await recorder.InviteAsync(
            joined.Replace($"m=audio {recorder.Second.Port} ", "m=audio 0 ", StringComparison.Ordinal), Metadata(Party("a", Subscriber, "1"), Party("c", "+82319998888", "3"))));
        Assert.Equal(0, recorder.Ports[1].Port);
        await third.SendAsync(recorder.Ports[2], Tone.Sine(700, TimeSpan.FromSeconds(1.2)));
        await recorder.ByeAsync();

        var call = await rig.EndedCallAsync();
        var (left, right) = rig.Recording(call);
        Assert.Equal((Subscriber, Other), (call.CallerNumber, call.CalleeNumber));
        Assert.True(ToneDetector.Find(right, 1000)!.Value.Offset <= ToneDetector.Find(right, 700)!.Value.Onset);
        Assert.NotNull(ToneDetector.Find(left, 440));
        Assert.Null(ToneDetector.Find(left, 700));
    }

    [Fact]
    public async Task MoreStreamsThanTheLimit_AreRefused_TheOthersAreTaken()
    {
        await using var rig = await StartAsync();
        using var recorder = new RecorderClient(rig.Sip);
        var offer = recorder.TwoStreams() + string.Concat(Enumerable.Range(3, 8).Select(i => $"m=audio {5000 + (2 * i)} RTP/AVP 0\r\na=label:{i}\r\n"));

        Assert.Equal(200, await recorder.InviteAsync(offer, Metadata(Party("a", Subscriber, "1"), Party("b", Other, "2"))));

        Assert.Equal([8, 2], recorder.Ports.GroupBy(p => p.Port == 0).Select(g => g.Count()));
        await recorder.ByeAsync();
    }

    [Fact]
    public async Task NoMedia_EndsTheSession()
    {
        await using var rig = await StartAsync(("Media:FirstPacketTimeout", "00:00:01"));
        using var recorder = new RecorderClient(rig.Sip);

        await recorder.InviteAsync(recorder.TwoStreams(), Metadata(Party("a", Subscriber, "1"), Party("b", Other, "2")));

        Assert.Equal(CallTermination.MediaTimeout, (await rig.EndedCallAsync()).Termination);
    }

    [Fact]
    public async Task Corrected_ManifestSaysSo()
    {
        await using var rig = await StartAsync();
        using var recorder = new RecorderClient(rig.Sip);
        await recorder.InviteAsync(recorder.OneStream(), Metadata(Party("a", "unknown", "1")));
        await recorder.InviteAsync(recorder.OneStream(), Metadata(Party("a", Subscriber, "1"), Party("b", Other, "1")));
        await recorder.ByeAsync();

        var manifest = rig.Manifest((await rig.EndedCallAsync()).Id);
        Assert.Equal((Subscriber, Other), (manifest.Call.CallerNumber, manifest.Call.CalleeNumber));
        Assert.Equal([Leg.Caller], manifest.Call.SubscriberLegs);
    }

    public void Dispose() => _folder.Dispose();

    private Task<GatewayRig> StartAsync(params (string Key, string Value)[] settings) =>
        GatewayRig.StartAsync(_folder.Path, [("Tenants:0:Subscribers:0", "+82101234*"), .. settings]);

    private static RecorderClient Half(GatewayRig rig, string end) => new(rig.Sip)
    {
        From = $"<sip:1001@cucm;{end};x-refci=27298698;x-nearendaddr={Subscriber};x-farendrefci=27298699;x-farendaddr={Other}>;tag={end}",
        Headers = ["X-Recorder: cucm"],
    };

    private static string Party(string id, string number, string label) =>
        $"<participant participant_id=\"{id}\"><nameID aor=\"sip:{number}@carrier.example\"/></participant><stream stream_id=\"s{label}\"><label>{label}</label></stream>"
        + $"<participantstreamassoc participant_id=\"{id}\"><send>s{label}</send></participantstreamassoc>";

    private static string Metadata(params string[] parties) =>
        $"<?xml version=\"1.0\"?><recording xmlns=\"urn:ietf:params:xml:ns:recording:1\"><datamode>{(parties[0] == "partial" ? "partial" : "complete")}</datamode>"
        + $"<session session_id=\"x\"><group-ref>g1</group-ref></session>{string.Concat(parties.Where(p => p != "partial"))}</recording>";

    private static Task SpeakAsync(RecorderClient recorder, TestRtp caller, TestRtp callee, int callerPort, int calleePort) => Task.WhenAll(
        caller.SendAsync(recorder.Ports[callerPort], Tone.Sine(440, TimeSpan.FromSeconds(1))),
        callee.SendAsync(recorder.Ports[calleePort], Tone.Sine(1000, TimeSpan.FromSeconds(1))));

    private static void AssertTones(GatewayRig rig, Call call)
    {
        var (left, right) = rig.Recording(call);
        Assert.NotNull(ToneDetector.Find(left, 440));
        Assert.NotNull(ToneDetector.Find(right, 1000));
        Assert.True(ToneDetector.Level(left, 1000) < -60);
        Assert.True(ToneDetector.Level(right, 440) < -60);
    }
}
