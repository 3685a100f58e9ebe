using CallSummary.Contracts;
using CallSummary.Sip;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Sdp;
using CallSummary.TestKit;
using CallSummary.TestKit.Audio;

namespace CallSummary.IntegrationTests.Gateway;

/// <summary>Holds and transfers: what one party does in mid-call reaches the other, and the call goes on with whom it is passed to.</summary>
[Collection(GatewayCalls.Name)]
public sealed class TransferTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SdpDirection.SendOnly, SdpDirection.RecvOnly)]
    [InlineData(SdpDirection.Inactive, SdpDirection.Inactive)]
    public async Task Hold_IsPassedOn_AndResumed(SdpDirection hold, SdpDirection heldAnswers)
    {
        await using var caller = await TestPhone.StartAsync();
        await using var callee = await TestPhone.StartAsync();
        await using var rig = await GatewayRig.BridgeToAsync(_folder.Path, callee.UdpEndPoint);
        var near = (await caller.DialAsync(rig.Sip, "01099998888", giveUp: Cancellation)).Session!;
        var far = await callee.Answered;

        await near.ReinviteAsync(SdpOfferAnswer.CreateOffer(caller.Capabilities with { Direction = hold }, near.LocalSdp), Cancellation);
        await Eventually.True(() => DirectionOf(far.LocalSdp!) == heldAnswers, "the callee to be held", TimeSpan.FromSeconds(30));
        await near.ReinviteAsync(SdpOfferAnswer.CreateOffer(caller.Capabilities, near.LocalSdp), Cancellation);
        await Eventually.True(() => DirectionOf(far.LocalSdp!) == SdpDirection.SendRecv, "the callee to be resumed", TimeSpan.FromSeconds(30));

        await caller.SendAsync(near, Tone.Sine(440, TimeSpan.FromSeconds(0.6)));
        await near.ByeAsync();
        Assert.NotNull(ToneDetector.Find(callee.Rtp.Heard(), 440));
    }

    [Fact]
    public async Task BlindTransfer_CallGoesOnWithTheNewParty_OnTheLegOfWhoTransferred()
    {
        await using var caller = await TestPhone.StartAsync();
        await using var callee = await TestPhone.StartAsync();
        await using var target = await TestPhone.StartAsync();
        await using var rig = await StartAsync(callee, target, ("Trunks:0:AllowTransfers", "true"));
        var near = (await caller.DialAsync(rig.Sip, "01099998888", giveUp: Cancellation)).Session!;
        var far = await callee.Answered;
        await callee.SendAsync(far, Tone.Sine(1000, TimeSpan.FromSeconds(0.6)));

        var outcome = await far.ReferAsync(SipUri.Parse($"sip:07077778888@{rig.Sip}"), cancellationToken: Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        Assert.Equal(SipReferResult.Succeeded, outcome.Result);
        Assert.Equal("+821011112222", (await target.Rung).From.Uri.User);
        Assert.Equal(SipSessionEnd.RemoteBye, await far.Ended.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
        var transferred = await target.Answered;
        await Task.WhenAll(
            target.SendAsync(transferred, Tone.Sine(700, TimeSpan.FromSeconds(0.8))),
            caller.SendAsync(near, Tone.Sine(440, TimeSpan.FromSeconds(0.8))));
        await near.ByeAsync();
        Assert.Equal(SipSessionEnd.RemoteBye, await transferred.Ended.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));

        var call = await rig.EndedCallAsync();
        var (left, right) = rig.Recording(call);
        Assert.Equal(CallTermination.CallerHungUp, call.Termination);
        Assert.NotNull(ToneDetector.Find(left, 440));
        Assert.True(ToneDetector.Find(right, 1000)!.Value.Onset < ToneDetector.Find(right, 700)!.Value.Onset);
        Assert.NotNull(ToneDetector.Find(caller.Rtp.Heard(), 700));
        Assert.NotNull(ToneDetector.Find(target.Rtp.Heard(), 440));
    }

    [Fact]
    public async Task BlindTransfer_NewPartyHearsTheNotice_BeforeItIsRecorded()
    {
        await using var caller = await TestPhone.StartAsync();
        await using var callee = await TestPhone.StartAsync();
        await using var target = await TestPhone.StartAsync();
        var notice = _folder["notice.wav"];
        using (var writer = new Audio.Wav.WavWriter(File.Create(notice), 8000, 1))
        {
            writer.Write(Tone.Sine(1500, TimeSpan.FromSeconds(0.6)));
        }

        await using var rig = await StartAsync(
            callee, target, ("Trunks:0:AllowTransfers", "true"), ("Trunks:0:Consent", "NoticeRequired"), ("Notice:Files:ko", notice));
        var near = (await caller.DialAsync(rig.Sip, "01099998888", giveUp: Cancellation)).Session!;
        var far = await callee.Answered;
        await Eventually.True(() => rig.Published<ConsentChanged>().Any(c => c.State == ConsentState.Granted), "consent", TimeSpan.FromSeconds(30));

        await far.ReferAsync(SipUri.Parse($"sip:07077778888@{rig.Sip}"), cancellationToken: Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        var transferred = await target.Answered;
        await Eventually.True(() => ToneDetector.Find(target.Rtp.Heard(), 1500) is { } span && (span.Offset - span.Onset).TotalSeconds > 0.5, "the notice to be heard", TimeSpan.FromSeconds(30));
        await target.SendAsync(transferred, Tone.Sine(700, TimeSpan.FromSeconds(0.8)));
        await near.ByeAsync();

        Assert.NotNull(ToneDetector.Find(rig.Recording(await rig.EndedCallAsync()).Callee, 700));
    }

    [Fact]
    public async Task AttendedTransfer_BothOthersAreConnected()
    {
        await using var caller = await TestPhone.StartAsync();
        await using var callee = await TestPhone.StartAsync();
        await using var target = await TestPhone.StartAsync();
        await using var rig = await StartAsync(callee, target, ("Trunks:0:AllowTransfers", "true"));
        var first = (await caller.DialAsync(rig.Sip, "01099998888", giveUp: Cancellation)).Session!;
        var second = (await caller.DialAsync(rig.Sip, "07077778888", giveUp: Cancellation)).Session!;
        var (far, asked) = (await callee.Answered, await target.Answered);

        var outcome = await first.ReferAsync(SipUri.Parse($"sip:07077778888@{rig.Sip}"), second, cancellationToken: Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        Assert.Equal(SipReferResult.Succeeded, outcome.Result);
        await Task.WhenAll(first.Ended, second.Ended).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        await Task.WhenAll(
            callee.SendAsync(far, Tone.Sine(1000, TimeSpan.FromSeconds(0.8))),
            target.SendAsync(asked, Tone.Sine(700, TimeSpan.FromSeconds(0.8))));
        await asked.ByeAsync();
        await far.Ended.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        Assert.NotNull(ToneDetector.Find(callee.Rtp.Heard(), 700));
        Assert.NotNull(ToneDetector.Find(target.Rtp.Heard(), 1000));
        await Eventually.True(() => rig.Published<CallEnded>().Count == 2, "both calls to end", TimeSpan.FromSeconds(30));
        Assert.Contains(rig.Published<CallEnded>(), e => e.Termination == CallTermination.Transferred);
    }

    [Fact]
    public async Task Transfer_NotAllowed_IsRefused_CallGoesOn()
    {
        await using var caller = await TestPhone.StartAsync();
        await using var callee = await TestPhone.StartAsync();
        await using var target = await TestPhone.StartAsync();
        await using var rig = await StartAsync(callee, target);
        var near = (await caller.DialAsync(rig.Sip, "01099998888", giveUp: Cancellation)).Session!;

        var outcome = await near.ReferAsync(SipUri.Parse($"sip:07077778888@{rig.Sip}"), cancellationToken: Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        Assert.Equal(SipReferResult.Rejected, outcome.Result);
        Assert.False(target.Rung.IsCompleted);
        Assert.False(near.Ended.IsCompleted);
    }

    [Fact]
    public async Task Transfer_TargetIsBusy_CallGoesOn()
    {
        await using var caller = await TestPhone.StartAsync();
        await using var callee = await TestPhone.StartAsync();
        await using var target = await TestPhone.StartAsync();
        target.Reply = 486;
        await using var rig = await StartAsync(callee, target, ("Trunks:0:AllowTransfers", "true"));
        var near = (await caller.DialAsync(rig.Sip, "01099998888", giveUp: Cancellation)).Session!;
        var far = await callee.Answered;

        var outcome = await far.ReferAsync(SipUri.Parse($"sip:07077778888@{rig.Sip}"), cancellationToken: Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        Assert.Equal((SipReferResult.Failed, 486), (outcome.Result, outcome.ReportedStatus));
        await callee.SendAsync(far, Tone.Sine(1000, TimeSpan.FromSeconds(0.6)));
        Assert.NotNull(ToneDetector.Find(caller.Rtp.Heard(), 1000));
        Assert.False(near.Ended.IsCompleted);
    }

    public void Dispose() => _folder.Dispose();

    private static SdpDirection DirectionOf(SdpDescription description) =>
        description.Media[0]["sendonly"] is not null ? SdpDirection.SendOnly
        : description.Media[0]["recvonly"] is not null ? SdpDirection.RecvOnly
        : description.Media[0]["inactive"] is not null ? SdpDirection.Inactive
        : SdpDirection.SendRecv;

    private Task<GatewayRig> StartAsync(TestPhone callee, TestPhone target, params (string Key, string Value)[] settings) => GatewayRig.StartAsync(
        _folder.Path,
        [
            ("Routes:1:Number", "+8270*"), ("Routes:1:NextHop", $"sip:{{number}}@{target.UdpEndPoint}"),
            ("Routes:2:Number", "*"), ("Routes:2:NextHop", $"sip:{{number}}@{callee.UdpEndPoint}"),
            .. settings,
        ]);
}
