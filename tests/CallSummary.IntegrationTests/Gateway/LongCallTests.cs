using System.Diagnostics;
using CallSummary.Audio.Recordings;
using CallSummary.Contracts;
using CallSummary.Sip;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Sdp;
using CallSummary.TestKit;
using CallSummary.TestKit.Audio;

namespace CallSummary.IntegrationTests.Gateway;

/// <summary>A long call's events one after the other, in test length: holds, a codec change, a transfer. Each tone lies where it was sent.</summary>
[Collection(GatewayCalls.Name)]
public sealed class LongCallTests : IDisposable
{
    private static readonly TimeSpan Spoken = TimeSpan.FromSeconds(0.8);

    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HoldsCodecChangeAndTransfer_EveryToneIsInItsPlace()
    {
        await using var caller = await TestPhone.StartAsync();
        await using var callee = await TestPhone.StartAsync();
        await using var target = await TestPhone.StartAsync();
        await using var rig = await GatewayRig.StartAsync(
            _folder.Path,
            ("Trunks:0:AllowTransfers", "true"),
            ("Routes:1:Number", "+8270*"), ("Routes:1:NextHop", $"sip:{{number}}@{target.UdpEndPoint}"),
            ("Routes:2:Number", "*"), ("Routes:2:NextHop", $"sip:{{number}}@{callee.UdpEndPoint}"));
        var near = (await caller.DialAsync(rig.Sip, "01099998888", giveUp: Cancellation)).Session!;
        var far = await callee.Answered;

        await caller.SendAsync(near, Tone.Sine(400, Spoken));
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(ReinviteResult.Accepted, (await caller.HoldAsync(near, hold: true)).Result);
            Assert.Equal(ReinviteResult.Accepted, (await caller.HoldAsync(near, hold: false)).Result);
        }

        // A-law from here on.
        var alaw = caller.Capabilities with { Codecs = [SdpCodec.Pcma] };
        Assert.Equal(ReinviteResult.Accepted, (await near.ReinviteAsync(SdpOfferAnswer.CreateOffer(alaw, near.LocalSdp), Cancellation)).Result);
        caller.Rtp.IsALaw = true;
        await caller.SendAsync(near, Tone.Sine(600, Spoken));
        var quiet = Stopwatch.StartNew();
        await callee.SendAsync(far, Tone.Sine(1000, Spoken));

        var transfer = await far.ReferAsync(SipUri.Parse($"sip:07077778888@{rig.Sip}"), cancellationToken: Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.Equal(SipReferResult.Succeeded, transfer.Result);
        await target.SendAsync(await target.Answered, Tone.Sine(1400, Spoken));
        caller.Rtp.Skip(quiet.Elapsed);
        await caller.SendAsync(near, Tone.Sine(800, Spoken));
        await near.ByeAsync();

        var call = await rig.EndedCallAsync();
        var (left, right) = rig.Recording(call);
        double[] order = [Onset(left, 400), Onset(left, 600), Onset(right, 1000), Onset(right, 1400), Onset(left, 800)];
        Assert.Equal(order.Order(), order);
        foreach (var (samples, tone) in new[] { (left, 400.0), (left, 600), (right, 1000), (right, 1400), (left, 800) })
        {
            var span = ToneDetector.Find(samples, tone)!.Value;
            Assert.InRange((span.Offset - span.Onset).TotalSeconds, 0.7, 0.95);
        }

        Assert.InRange(left.Length / (double)RecordedFrameFormat.PositionRate, call.Duration!.Value.TotalSeconds - 0.05, call.Duration.Value.TotalSeconds + 0.05);
        Assert.All(rig.Published<CallEnded>().Single().Quality!, q => Assert.Equal(0, q.Lost));
    }

    public void Dispose() => _folder.Dispose();

    private static double Onset(short[] samples, double tone) => ToneDetector.Find(samples, tone)!.Value.Onset.TotalSeconds;
}
