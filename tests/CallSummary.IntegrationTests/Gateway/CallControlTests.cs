using CallSummary.Contracts;
using CallSummary.Sip;
using CallSummary.Sip.Authentication;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Sdp;
using CallSummary.TestKit;
using CallSummary.TestKit.Audio;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CallSummary.IntegrationTests.Gateway;

[Collection(GatewayCalls.Name)]
public sealed class CallControlTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TerminationProbe _terminations = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(486, 486, CallTermination.CalleeBusy)]
    [InlineData(603, 603, CallTermination.CalleeBusy)]
    [InlineData(480, 480, CallTermination.NoAnswer)]
    [InlineData(503, 500, CallTermination.CalleeUnreachable)]
    [InlineData(404, 404, CallTermination.CalleeUnreachable)]
    public async Task CalleeRefuses_CallerGetsTheRightStatus_NothingIsKept(int reply, int expected, CallTermination termination)
    {
        await using var caller = await TestPhone.StartAsync();
        await using var callee = await TestPhone.StartAsync();
        callee.Reply = reply;
        await using var rig = await GatewayRig.BridgeToAsync(_folder.Path, callee.UdpEndPoint);

        var outcome = await caller.DialAsync(rig.Sip, "01099998888", giveUp: Cancellation);

        Assert.Equal((InviteResult.Rejected, expected), (outcome.Result, outcome.StatusCode));
        Assert.Equal(termination, await _terminations.NextAsync());
        Assert.Equal(0, await rig.CountCallsAsync());
        Assert.Empty(rig.Store.ListCalls());
    }

    [Fact]
    public async Task CallerCancels_CalleeIsCancelledToo()
    {
        await using var caller = await TestPhone.StartAsync();
        await using var callee = await TestPhone.StartAsync();
        callee.Reply = 180;
        await using var rig = await GatewayRig.BridgeToAsync(_folder.Path, callee.UdpEndPoint);
        using var giveUp = new CancellationTokenSource();

        var dialling = caller.DialAsync(rig.Sip, "01099998888", giveUp: giveUp.Token);
        var rung = await callee.Rung.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
        await Eventually.True(() => caller.Provisional.Contains(180), "the caller to hear that it rings");
        await giveUp.CancelAsync();

        Assert.Equal(InviteResult.Cancelled, (await dialling).Result);
        await Eventually.True(() => rung.Cancelled.IsCancellationRequested, "the callee to be cancelled");
        Assert.Equal(CallTermination.Cancelled, await _terminations.NextAsync());
    }

    [Fact]
    public async Task NobodyAnswers_RingLimitEndsIt()
    {
        await using var caller = await TestPhone.StartAsync();
        await using var callee = await TestPhone.StartAsync();
        callee.Reply = 180;
        await using var rig = await GatewayRig.BridgeToAsync(_folder.Path, callee.UdpEndPoint, ("Routes:1:RingTimeout", "00:00:01"));

        var outcome = await caller.DialAsync(rig.Sip, "01099998888", giveUp: Cancellation);

        Assert.Equal(480, outcome.StatusCode);
        Assert.Equal(CallTermination.NoAnswer, await _terminations.NextAsync());
        Assert.True((await callee.Rung).Cancelled.IsCancellationRequested);
    }

    [Fact]
    public async Task NextHopDoesNotResolve_CallerGets502()
    {
        await using var caller = await TestPhone.StartAsync();
        await using var rig = await GatewayRig.StartAsync(
            _folder.Path, ("Routes:1:Number", "*"), ("Routes:1:NextHop", "sip:{number}@no-such-host.invalid"));

        var outcome = await caller.DialAsync(rig.Sip, "01099998888", giveUp: Cancellation);

        Assert.Equal(502, outcome.StatusCode);
        Assert.Equal(CallTermination.CalleeUnreachable, await _terminations.NextAsync());
    }

    [Fact]
    public async Task UnknownNumber_404()
    {
        await using var caller = await TestPhone.StartAsync();
        await using var rig = await GatewayRig.StartAsync(_folder.Path);

        Assert.Equal(404, (await caller.DialAsync(rig.Sip, "2000", giveUp: Cancellation)).StatusCode);
    }

    [Fact]
    public async Task UnlistedSource_403_NothingIsDialled()
    {
        await using var caller = await TestPhone.StartAsync();
        await using var callee = await TestPhone.StartAsync();
        await using var rig = await GatewayRig.BridgeToAsync(_folder.Path, callee.UdpEndPoint, ("Trunks:0:Peers:0", "192.0.2.1"));

        Assert.Equal(403, (await caller.DialAsync(rig.Sip, "01099998888", giveUp: Cancellation)).StatusCode);
        Assert.False(callee.Rung.IsCompleted);
    }

    [Fact]
    public async Task OnlyUnknownCodecs_488_CalleeDoesNotRing()
    {
        await using var caller = await TestPhone.StartAsync();
        await using var callee = await TestPhone.StartAsync();
        await using var rig = await GatewayRig.BridgeToAsync(_folder.Path, callee.UdpEndPoint);
        var offer = SdpOfferAnswer.CreateOffer(caller.Capabilities with { Codecs = [new SdpCodec(96, "opus", 48000)] });

        Assert.Equal(488, (await caller.DialAsync(rig.Sip, "01099998888", offer, giveUp: Cancellation)).StatusCode);
        Assert.Equal(CallTermination.NoCommonCodec, await _terminations.NextAsync());
        Assert.False(callee.Rung.IsCompleted);
    }

    [Theory]
    [InlineData("right", InviteResult.Answered)]
    [InlineData("wrong", InviteResult.Rejected)]
    public async Task TrunkWithPassword_TakesOnlyTheRightOne(string password, InviteResult expected)
    {
        await using var caller = await TestPhone.StartAsync();
        await using var rig = await GatewayRig.StartAsync(_folder.Path, ("Trunks:0:Username", "user"), ("Trunks:0:Password", "right"));

        var outcome = await caller.DialAsync(rig.Sip, "1000", credentials: new SipCredentials("user", password), giveUp: Cancellation);

        Assert.Equal(expected, outcome.Result);
    }

    [Fact]
    public async Task OverTheLimit_503WithRetryAfter_CallThatIsUpStays()
    {
        await using var first = await TestPhone.StartAsync();
        await using var second = await TestPhone.StartAsync();
        await using var rig = await GatewayRig.StartAsync(_folder.Path, ("Limits:MaxCalls", "1"));

        var up = await first.DialAsync(rig.Sip, "1000", giveUp: Cancellation);
        var refused = await second.DialAsync(rig.Sip, "1000", giveUp: Cancellation);

        Assert.Equal(503, refused.StatusCode);
        Assert.Equal(HealthStatus.Degraded, await rig.HealthAsync());
        Assert.Equal("10", refused.Response!.Headers["Retry-After"]);
        Assert.False(up.Session!.Ended.IsCompleted);
    }

    [Fact]
    public async Task DiskBelowLowWaterMark_503()
    {
        await using var caller = await TestPhone.StartAsync();
        await using var rig = await GatewayRig.StartAsync(_folder.Path, ("Recording:MinFreeBytes", long.MaxValue.ToString(System.Globalization.CultureInfo.InvariantCulture)));

        Assert.Equal(503, (await caller.DialAsync(rig.Sip, "1000", giveUp: Cancellation)).StatusCode);
        Assert.Equal(HealthStatus.Unhealthy, await rig.HealthAsync());
    }

    [Fact]
    public async Task CalleeHangsUp_CallerGetsBye()
    {
        await using var caller = await TestPhone.StartAsync();
        await using var callee = await TestPhone.StartAsync();
        await using var rig = await GatewayRig.BridgeToAsync(_folder.Path, callee.UdpEndPoint);
        var outcome = await caller.DialAsync(rig.Sip, "01099998888", giveUp: Cancellation);

        await (await callee.Answered).ByeAsync();

        Assert.Equal(SipSessionEnd.RemoteBye, await outcome.Session!.Ended.WaitAsync(TimeSpan.FromSeconds(10), Cancellation));
        Assert.Equal(CallTermination.CalleeHungUp, (await rig.EndedCallAsync()).Termination);
    }

    [Fact]
    public async Task NoMedia_EndsTheCall()
    {
        await using var caller = await TestPhone.StartAsync();
        await using var rig = await GatewayRig.StartAsync(_folder.Path, ("Media:FirstPacketTimeout", "00:00:01"));
        var outcome = await caller.DialAsync(rig.Sip, "1000", giveUp: Cancellation);

        Assert.Equal(SipSessionEnd.RemoteBye, await outcome.Session!.Ended.WaitAsync(TimeSpan.FromSeconds(10), Cancellation));
        Assert.Equal(CallTermination.MediaTimeout, (await rig.EndedCallAsync()).Termination);
    }

    [Fact]
    public async Task MaximumDuration_EndsTheCall()
    {
        await using var caller = await TestPhone.StartAsync();
        await using var rig = await GatewayRig.StartAsync(_folder.Path, ("Limits:MaxDuration", "00:00:01"));
        var outcome = await caller.DialAsync(rig.Sip, "1000", giveUp: Cancellation);

        Assert.Equal(SipSessionEnd.RemoteBye, await outcome.Session!.Ended.WaitAsync(TimeSpan.FromSeconds(10), Cancellation));
        var call = await rig.EndedCallAsync();
        Assert.Equal(CallTermination.MaximumDuration, call.Termination);
        // The timer and the row read different clocks.
        Assert.InRange(call.Duration!.Value.TotalSeconds, 0.9, 5);
    }

    [Fact]
    public async Task Shutdown_RefusesNewCalls_LetsTheLastOneFinish()
    {
        await using var first = await TestPhone.StartAsync();
        await using var second = await TestPhone.StartAsync();
        await using var rig = await GatewayRig.StartAsync(_folder.Path, ("Limits:DrainTimeout", "00:01:00"));
        var gateway = rig.Sip;
        var up = await first.DialAsync(gateway, "1000", giveUp: Cancellation);

        var stopping = rig.StopAsync();
        await Eventually.True(async () => (await second.DialAsync(gateway, "1000", giveUp: Cancellation)).StatusCode == 503, "new calls to be refused");
        Assert.False(up.Session!.Ended.IsCompleted);
        await up.Session.ByeAsync();

        await stopping.WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
        Assert.Equal(CallTermination.CallerHungUp, await _terminations.NextAsync());
    }

    [Fact]
    public async Task Shutdown_DrainTimeOver_EndsTheCallWithBye()
    {
        await using var caller = await TestPhone.StartAsync();
        await using var rig = await GatewayRig.StartAsync(_folder.Path);
        var up = await caller.DialAsync(rig.Sip, "1000", giveUp: Cancellation);

        await rig.StopAsync();

        Assert.Equal(SipSessionEnd.RemoteBye, await up.Session!.Ended.WaitAsync(TimeSpan.FromSeconds(10), Cancellation));
        Assert.Equal(CallTermination.GatewayShutdown, await _terminations.NextAsync());
    }

    [Fact]
    public async Task Hold_IsAnswered_TimelineRunsOn()
    {
        await using var caller = await TestPhone.StartAsync();
        await using var callee = await TestPhone.StartAsync();
        await using var rig = await GatewayRig.BridgeToAsync(_folder.Path, callee.UdpEndPoint, ("Media:Timeout", "00:00:01"));
        var session = (await caller.DialAsync(rig.Sip, "01099998888", giveUp: Cancellation)).Session!;

        await caller.SendAsync(session, Tone.Sine(440, TimeSpan.FromSeconds(1)));
        Assert.Equal(ReinviteResult.Accepted, (await caller.HoldAsync(session, hold: true)).Result);
        Assert.Equal("", session.RemoteSdp!.Media[0]["recvonly"]);
        await caller.Rtp.PauseAsync(TimeSpan.FromSeconds(2));
        Assert.False(session.Ended.IsCompleted);
        Assert.Equal(ReinviteResult.Accepted, (await caller.HoldAsync(session, hold: false)).Result);
        await caller.SendAsync(session, Tone.Sine(440, TimeSpan.FromSeconds(1)));
        await session.ByeAsync();

        var call = await rig.EndedCallAsync();
        var (left, _) = rig.Recording(call);
        var span = ToneDetector.Find(left, 440)!.Value;
        Assert.InRange((span.Offset - span.Onset).TotalSeconds, 3.9, 4.6);
        Assert.Equal(CallTermination.CallerHungUp, call.Termination);
    }

    [Fact]
    public async Task CallerWithoutOffer_IsAnsweredWithOurs()
    {
        await using var caller = await TestPhone.StartAsync();
        await using var rig = await GatewayRig.StartAsync(_folder.Path);
        var outcome = await caller.Stack.InviteAsync(
            new OutgoingInvite
            {
                Target = SipUri.Parse($"sip:1000@{rig.Sip}"),
                AnswerOffer = offer => SdpOfferAnswer.Answer(offer, caller.Capabilities).Local,
            },
            cancellationToken: Cancellation);

        await caller.SendAsync(outcome.Session!, Tone.Sine(440, TimeSpan.FromSeconds(1)));
        await outcome.Session!.ByeAsync();

        var (left, _) = rig.Recording(await rig.EndedCallAsync());
        Assert.InRange(ToneDetector.Find(left, 440)!.Value.Offset.TotalSeconds, 0.9, 1.5);
    }

    [Fact]
    public async Task SecretOfTheCallersNetwork_DoesNotReachTheCallee()
    {
        await using var caller = await TestPhone.StartAsync();
        await using var callee = await TestPhone.StartAsync();
        await using var rig = await GatewayRig.BridgeToAsync(_folder.Path, callee.UdpEndPoint);
        await caller.Stack.InviteAsync(
            new OutgoingInvite
            {
                Target = SipUri.Parse($"sip:01099998888@{rig.Sip}"),
                From = NameAddress.Parse("\"Kim\" <sip:01011112222@inner.example>"),
                Sdp = SdpOfferAnswer.CreateOffer(caller.Capabilities),
                Headers = new SipHeaders().Add("X-Inner-Route", "10.9.8.7").Add("Privacy", "none"),
                SipCallId = "../../etc/passwd@inner.example",
            },
            cancellationToken: Cancellation);

        var request = (await callee.Rung).Request;
        Assert.Equal("+821011112222", request.From.Uri.User);
        Assert.Equal("none", request.Headers["Privacy"]);
        Assert.DoesNotContain("inner", request.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Null(request.Headers["X-Inner-Route"]);
        Assert.All(request.Headers, h => Assert.DoesNotContain("inner.example", h.Value, StringComparison.Ordinal));
        Assert.DoesNotContain(Directory.GetFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories), f => f.Contains("passwd", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _terminations.Dispose();
        _folder.Dispose();
    }
}
