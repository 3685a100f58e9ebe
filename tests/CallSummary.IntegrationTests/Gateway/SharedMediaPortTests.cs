using CallSummary.Sip;
using CallSummary.Sip.Sdp;
using CallSummary.TestKit;
using CallSummary.TestKit.Audio;
using CallSummary.TestKit.Tls;

namespace CallSummary.IntegrationTests.Gateway;

/// <summary><c>Media:SharedPorts</c>: every leg is on one port, and still each party hears the other and is recorded in its own channel.</summary>
[Collection(GatewayCalls.Name)]
public sealed class SharedMediaPortTests : IDisposable
{
    private static readonly (string, string)[] Shared = [("Media:SharedPorts", "true"), ("Media:Transport", "Batched"), ("Media:Shards", "1")];
    private static readonly double[] Tones = [400, 700, 1000];
    private static readonly TimeSpan TwoSeconds = TimeSpan.FromSeconds(2);

    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Call_BothLegsOnOnePort_IsHeardAndRecordedBothWays()
    {
        await using var caller = await TestPhone.StartAsync();
        await using var callee = await TestPhone.StartAsync();
        await using var rig = await GatewayRig.BridgeToAsync(_folder.Path, callee.UdpEndPoint, Shared);
        var toCallee = (await caller.DialAsync(rig.Sip, "01099998888", giveUp: Cancellation)).Session!;
        var toCaller = await callee.Answered;

        Assert.Equal(TestPhone.MediaOf(toCallee), TestPhone.MediaOf(toCaller));
        await Task.WhenAll(caller.SendAsync(toCallee, Tone.Sine(400, TwoSeconds)), callee.SendAsync(toCaller, Tone.Sine(1000, TwoSeconds)));
        await Eventually.True(() => caller.Rtp.ReceivedPackets >= 95 && callee.Rtp.ReceivedPackets >= 95, "both to hear each other");
        await toCallee.ByeAsync();

        var (left, right) = rig.Recording(await rig.EndedCallAsync());
        AssertOnly(400, left);
        AssertOnly(1000, right);
        AssertOnly(400, callee.Rtp.Heard());
        AssertOnly(1000, caller.Rtp.Heard());
    }

    [Fact]
    public async Task Calls_OnOnePort_EachIsRecordedAlone()
    {
        await using var rig = await GatewayRig.StartAsync(_folder.Path, Shared);
        await using var first = await TestPhone.StartAsync();
        await using var second = await TestPhone.StartAsync();
        await using var third = await TestPhone.StartAsync();
        TestPhone[] phones = [first, second, third];
        List<SipSession> sessions = [];
        foreach (var phone in phones)
        {
            sessions.Add((await phone.DialAsync(rig.Sip, "1000", giveUp: Cancellation)).Session!);
        }

        Assert.Single(sessions.Select(TestPhone.MediaOf).Distinct());
        await Task.WhenAll(phones.Select((phone, i) => phone.SendAsync(sessions[i], Tone.Sine(Tones[i], TwoSeconds))));
        await Task.WhenAll(sessions.Select(s => s.ByeAsync()));

        Assert.Equal(Tones, await RecordedTonesAsync(rig, 3));
    }

    [Fact]
    public async Task TwoCallsFromOneMediaAddress_TheSecondGetsAPortOfItsOwn_EachIsRecordedAlone()
    {
        await using var rig = await GatewayRig.StartAsync(_folder.Path, Shared);
        await using var phone = await TestPhone.StartAsync();
        await using var line = await TestPhone.StartAsync();
        var first = (await phone.DialAsync(rig.Sip, "1000", giveUp: Cancellation)).Session!;
        var second = (await line.DialAsync(rig.Sip, "1000", SdpOfferAnswer.CreateOffer(phone.Capabilities), giveUp: Cancellation)).Session!;

        Assert.NotEqual(TestPhone.MediaOf(first), TestPhone.MediaOf(second));
        await phone.SendAsync(first, Tone.Sine(400, TwoSeconds));
        await phone.SendAsync(second, Tone.Sine(1000, TwoSeconds));
        await Task.WhenAll(first.ByeAsync(), second.ByeAsync());

        Assert.Equal([400, 1000], await RecordedTonesAsync(rig, 2));
    }

    [Fact]
    public async Task PartyThatOffersDtls_GetsAPortOfItsOwn_AndKeepsItsRoleWhenItOffersAgain()
    {
        await using var rig = await GatewayRig.StartAsync(_folder.Path, [.. Shared, ("Trunks:0:Srtp", "Allow")]);
        await using var plain = await TestPhone.StartAsync();
        await using var secure = await TestPhone.StartAsync();
        using var authority = new TestAuthority();
        using var certificate = authority.Issue("phone");
        var capabilities = secure.Capabilities with { Srtp = SdpSrtpPolicy.Require, Fingerprint = SdpFingerprint.Of(certificate) };

        var shared = (await plain.DialAsync(rig.Sip, "1000", giveUp: Cancellation)).Session!;
        var offer = SdpOfferAnswer.CreateOffer(capabilities);
        var session = (await secure.DialAsync(rig.Sip, "1000", WithSetup(offer, "active"), giveUp: Cancellation)).Session!;
        var own = TestPhone.MediaOf(session);
        var again = await session.ReinviteAsync(SdpOfferAnswer.CreateOffer(capabilities, session.LocalSdp), Cancellation);

        Assert.NotEqual(TestPhone.MediaOf(shared), own);
        Assert.Equal("actpass", session.LocalSdp!.Media[0]["setup"]);
        Assert.Equal("passive", again.RemoteSdp!.Media[0]["setup"]);
        Assert.Equal(own, TestPhone.MediaOf(session));
        await Task.WhenAll(shared.ByeAsync(), session.ByeAsync());
    }

    public void Dispose() => _folder.Dispose();

    private static SdpDescription WithSetup(SdpDescription offer, string setup)
    {
        Assert.Equal(SdpParseError.None, SdpDescription.Parse(offer.ToString().Replace("setup:actpass", "setup:" + setup, StringComparison.Ordinal), out var changed));
        return changed!;
    }

    /// <summary>The tones of all the calls, each of which holds one.</summary>
    private static async Task<IEnumerable<double>> RecordedTonesAsync(GatewayRig rig, int calls) =>
        (await rig.EndedCallsAsync(calls)).Select(c => Assert.Single(Tones, t => ToneDetector.Find(rig.Recording(c).Caller, t) is not null)).Order();

    private static void AssertOnly(double tone, short[] sound)
    {
        Assert.NotNull(ToneDetector.Find(sound, tone));
        Assert.All(Tones.Where(t => t != tone), other => Assert.Null(ToneDetector.Find(sound, other)));
    }
}
