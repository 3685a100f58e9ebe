using System.Diagnostics;
using System.Globalization;
using CallSummary.Contracts;
using CallSummary.Sip;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Sdp;
using CallSummary.TestKit;
using CallSummary.TestKit.Audio;

namespace CallSummary.IntegrationTests.Gateway;

/// <summary>
/// A call with a hold, a change of codec and a transfer: the right length, and the right tone in the right channel at the right time.
/// Short in the suite; <c>CALLSUMMARY_CALL_LENGTH=00:10:00 dotnet test tests/CallSummary.IntegrationTests --filter LongCallTests</c> makes
/// it ten minutes.
/// </summary>
[Collection(GatewayCalls.Name)]
public sealed class LongCallTests : IDisposable
{
    private const int Phases = 5;

    private readonly TempFolder _folder = new();
    private readonly List<TimeSpan> _starts = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static TimeSpan Phase { get; } = TimeSpan.TryParse(Environment.GetEnvironmentVariable("CALLSUMMARY_CALL_LENGTH"), CultureInfo.InvariantCulture, out var length)
        ? length / Phases
        : TimeSpan.FromSeconds(2);

    [Fact]
    public async Task HoldCodecChangeAndTransfer_EveryToneIsInItsPlace()
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
        var clock = Stopwatch.StartNew();
        var far = await callee.Answered;

        await SpeakAsync(clock, (caller, near, 440), (callee, far, 1000));

        await callee.HoldAsync(far, hold: true);
        _starts.Add(clock.Elapsed);
        await Task.WhenAll(caller.Rtp.PauseAsync(Phase), callee.Rtp.PauseAsync(Phase));
        await callee.HoldAsync(far, hold: false);
        await Eventually.True(() => near.RemoteSdp!.Media[0]["sendonly"] is null && near.RemoteSdp.Media[0]["inactive"] is null, "the caller to be resumed", TimeSpan.FromSeconds(30));

        await SpeakAsync(clock, (caller, near, 440), (callee, far, 1000));

        var changed = await near.ReinviteAsync(SdpOfferAnswer.CreateOffer(caller.Capabilities with { Codecs = [SdpCodec.Pcma] }, near.LocalSdp), Cancellation);
        Assert.Equal(ReinviteResult.Accepted, changed.Result);
        caller.Rtp.SendsALaw = true;
        await SpeakAsync(clock, (caller, near, 440), (callee, far, 1000));

        var referred = await far.ReferAsync(SipUri.Parse($"sip:07077778888@{rig.Sip}"), cancellationToken: Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.Equal(SipReferResult.Succeeded, referred.Result);
        await SpeakAsync(clock, (caller, near, 440), (target, await target.Answered, 700));
        await near.ByeAsync();

        var call = await rig.EndedCallAsync();
        var (left, right) = rig.Recording(call);
        Assert.Equal(CallTermination.CallerHungUp, call.Termination);
        Assert.InRange(left.Length / 8000.0, call.Duration!.Value.TotalSeconds - 0.04, call.Duration.Value.TotalSeconds + 0.04);
        double[][] expected =
        [
            // 440, 700 and 1000 Hz: the caller's channel, then the other's.
            [1, 0, 0, 0, 0, 1], [0, 0, 0, 0, 0, 0], [1, 0, 0, 0, 0, 1], [1, 0, 0, 0, 0, 1], [1, 0, 0, 0, 1, 0],
        ];
        for (var phase = 0; phase < Phases; phase++)
        {
            var heard = new[] { left, right }.SelectMany(channel => new double[] { 440, 700, 1000 }.Select(tone => Share(channel, tone, _starts[phase]))).ToArray();
            Assert.True(
                heard.Zip(expected[phase]).All(pair => Math.Abs(pair.First - pair.Second) <= 0.1),
                $"phase {phase} from {_starts[phase]}: heard {string.Join(", ", heard.Select(share => share.ToString("0.00", CultureInfo.InvariantCulture)))}");
        }
    }

    public void Dispose() => _folder.Dispose();

    private async Task SpeakAsync(Stopwatch clock, params (TestPhone Phone, SipSession Session, double Tone)[] speakers)
    {
        _starts.Add(clock.Elapsed);
        await Task.WhenAll(speakers.Select(s => s.Phone.SendAsync(s.Session, Tone.Sine(s.Tone, Phase))));
    }

    /// <summary>The part of the middle of a phase in which a tone is heard.</summary>
    private static double Share(short[] channel, double tone, TimeSpan start)
    {
        const int Block = 800;
        var (from, to) = ((int)((start + (Phase * 0.25)).TotalSeconds * 8000), (int)((start + (Phase * 0.75)).TotalSeconds * 8000));
        var blocks = Enumerable.Range(0, (to - from) / Block).Select(i => from + (i * Block)).Where(at => at + Block <= channel.Length).ToList();
        return blocks.Count == 0 ? -1 : blocks.Count(at => ToneDetector.Level(channel.AsSpan(at, Block), tone) > -30) / (double)blocks.Count;
    }
}
