using CallSummary.Audio;
using CallSummary.Contracts;
using CallSummary.Sip;
using CallSummary.Storage.Calls;
using CallSummary.TestKit;
using CallSummary.TestKit.Audio;

namespace CallSummary.IntegrationTests.Gateway;

[Collection(GatewayCalls.Name)]
public sealed class NoticeTests : IDisposable
{
    private static readonly (string, string) Required = ("Trunks:0:Consent", "NoticeRequired");
    private static readonly TimeSpan NoticeLength = AudioClip.Load(Path.Combine(AppContext.BaseDirectory, "notices", "ko.wav")).Duration;

    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task BothPartiesHearTheNotice_OnlyWhatFollowsIsKept()
    {
        await using var caller = await TestPhone.StartAsync();
        await using var callee = await TestPhone.StartAsync();
        await using var rig = await GatewayRig.BridgeToAsync(_folder.Path, callee.UdpEndPoint, Required);
        var session = (await caller.DialAsync(rig.Sip, "01099998888", giveUp: Cancellation)).Session!;

        // Speaks through the notice and beyond it.
        await caller.SendAsync(session, Tone.Sine(440, NoticeLength + TimeSpan.FromSeconds(2)));
        await session.ByeAsync();

        var call = await rig.EndedCallAsync();
        var (left, _) = rig.Recording(call);
        var span = ToneDetector.Find(left, 440)!.Value;
        Assert.Equal(ConsentState.Granted, call.Consent);
        Assert.Equal(ConsentState.Granted, rig.Manifest(call.Id).Consent);
        Assert.InRange(span.Onset, NoticeLength - TimeSpan.FromMilliseconds(100), NoticeLength + TimeSpan.FromSeconds(1));
        foreach (var phone in (TestPhone[])[caller, callee])
        {
            Assert.InRange(ToneDetector.TotalLevel(phone.Rtp.Heard().AsSpan(0, (int)(NoticeLength.TotalSeconds * 7900))), -40, -5);
        }

        await Eventually.True(() => rig.Published<ConsentChanged>().Any(c => c.State == ConsentState.Granted), "the consent to be told");
    }

    [Fact]
    public async Task HangUpDuringTheNotice_LeavesNoSound()
    {
        await using var caller = await TestPhone.StartAsync();
        await using var rig = await GatewayRig.StartAsync(_folder.Path, Required);
        var session = (await caller.DialAsync(rig.Sip, "1000", giveUp: Cancellation)).Session!;

        await caller.SendAsync(session, Tone.Sine(440, TimeSpan.FromSeconds(1)));
        await session.ByeAsync();

        var call = await rig.EndedCallAsync();
        Assert.Equal(ConsentState.Pending, call.Consent);
        Assert.Null(rig.Store.OpenRead(call.Id, Leg.Caller));
    }

    [Fact]
    public async Task PartyOnHold_CannotHearIt_NothingIsKept_CallGoesOn()
    {
        await using var caller = await TestPhone.StartAsync();
        await using var rig = await GatewayRig.StartAsync(_folder.Path, Required, ("Notice:Timeout", "00:00:01"));
        var session = (await caller.DialAsync(rig.Sip, "1000", giveUp: Cancellation)).Session!;
        await caller.HoldAsync(session, hold: true);

        await Eventually.True(() => rig.Published<ConsentChanged>().Any(c => c.State == ConsentState.Refused), "the refusal to be told");
        Assert.False(session.Ended.IsCompleted);
        await caller.HoldAsync(session, hold: false);
        await caller.SendAsync(session, Tone.Sine(440, TimeSpan.FromSeconds(1)));
        await session.ByeAsync();

        var call = await rig.EndedCallAsync();
        Assert.Equal((CallState.Erased, ConsentState.Refused), (call.State, call.Consent));
        Assert.Null(rig.Store.OpenRead(call.Id, Leg.Caller));
    }

    [Fact]
    public async Task NoticeCannotBeHeard_PolicyEndsTheCall()
    {
        await using var caller = await TestPhone.StartAsync();
        await using var rig = await GatewayRig.StartAsync(_folder.Path, Required, ("Notice:Timeout", "00:00:01"), ("Notice:OnFailure", "EndCall"));
        var session = (await caller.DialAsync(rig.Sip, "1000", giveUp: Cancellation)).Session!;
        await caller.HoldAsync(session, hold: true);

        Assert.Equal(SipSessionEnd.RemoteBye, await session.Ended.WaitAsync(TimeSpan.FromSeconds(15), Cancellation));
        Assert.Equal(CallTermination.ConsentRefused, (await rig.EndedCallAsync()).Termination);
    }

    public void Dispose() => _folder.Dispose();
}
