using CallSummary.Contracts;
using CallSummary.Sip;
using CallSummary.TestKit;
using CallSummary.TestKit.Audio;

namespace CallSummary.IntegrationTests.Gateway;

[Collection(GatewayCalls.Name)]
public sealed class ToneTests : IDisposable
{
    private const double CallerTone = 440;
    private const double CalleeTone = 1000;
    private const double Level = -13;

    private readonly TempFolder _folder = new();

    public static TheoryData<string> Networks => ["good", "loss", "reorder", "duplicates"];

    [Theory]
    [MemberData(nameof(Networks))]
    public async Task EachLegsTone_IsInItsChannel_AtItsTimeAndLevel_AndNotInTheOther(string network)
    {
        var (rig, caller, callee, toCallee, toCaller) = await ConnectAsync();
        await using var _ = rig;
        await using var __ = caller;
        await using var ___ = callee;

        // The callee starts a second later: time on the common timeline must show it.
        var fate = Fate(network);
        var speaking = caller.SendAsync(toCallee, Tone.Sine(CallerTone, TimeSpan.FromSeconds(3), Level), fate);
        await callee.Rtp.PauseAsync(TimeSpan.FromSeconds(1));
        await callee.SendAsync(toCaller, Tone.Sine(CalleeTone, TimeSpan.FromSeconds(2), Level), fate);
        await speaking;
        await toCallee.ByeAsync();

        var call = await rig.EndedCallAsync();
        var (left, right) = rig.Recording(call);
        Assert.Equal(CallTermination.CallerHungUp, call.Termination);
        Assert.InRange(left.Length / 8000.0, call.Duration!.Value.TotalSeconds - 0.04, call.Duration.Value.TotalSeconds + 0.04);

        var callerSpan = ToneDetector.Find(left, CallerTone)!.Value;
        var calleeSpan = ToneDetector.Find(right, CalleeTone)!.Value;
        Assert.InRange((calleeSpan.Onset - callerSpan.Onset).TotalSeconds, 0.85, 1.15);
        Assert.InRange((callerSpan.Offset - callerSpan.Onset).TotalSeconds, 2.9, 3.06);
        Assert.InRange((calleeSpan.Offset - calleeSpan.Onset).TotalSeconds, 1.9, 2.06);

        var expected = network == "loss" ? Level - 0.7 : Level;
        Assert.InRange(ToneDetector.TotalLevel(Cut(left, callerSpan)), expected - 1, expected + 1);
        Assert.InRange(ToneDetector.TotalLevel(Cut(right, calleeSpan)), expected - 1, expected + 1);
        Assert.True(ToneDetector.Level(left, CalleeTone) < -60);
        Assert.True(ToneDetector.Level(right, CallerTone) < -60);

        // And each phone heard the other: the media is relayed, not only recorded.
        AssertHeard(caller, CalleeTone, 2);
        AssertHeard(callee, CallerTone, 3);
    }

    [Fact]
    public async Task TwoSecondGap_IsTwoSecondsOfSilence()
    {
        var (rig, caller, callee, toCallee, _) = await ConnectAsync();
        await using var rigOwner = rig;
        await using var callerOwner = caller;
        await using var calleeOwner = callee;

        await caller.SendAsync(toCallee, Tone.Sine(CallerTone, TimeSpan.FromSeconds(1), Level));
        await caller.Rtp.PauseAsync(TimeSpan.FromSeconds(2));
        await caller.SendAsync(toCallee, Tone.Sine(CallerTone, TimeSpan.FromSeconds(1), Level));
        await toCallee.ByeAsync();

        var (left, _) = rig.Recording(await rig.EndedCallAsync());
        var span = ToneDetector.Find(left, CallerTone)!.Value;
        Assert.InRange((span.Offset - span.Onset).TotalSeconds, 3.9, 4.1);
        var middle = left.AsSpan((int)((span.Onset.TotalSeconds + 1.1) * 8000), (int)(1.8 * 8000));
        Assert.Equal(-1, middle.IndexOfAnyExcept((short)0));
    }

    [Fact]
    public async Task HangUpInMidWord_KeepsTheLastPackets()
    {
        var (rig, caller, callee, toCallee, _) = await ConnectAsync();
        await using var rigOwner = rig;
        await using var callerOwner = caller;
        await using var calleeOwner = callee;

        await caller.SendAsync(toCallee, Tone.Sine(CallerTone, TimeSpan.FromSeconds(2), Level));
        await toCallee.ByeAsync();

        var call = await rig.EndedCallAsync();
        var (left, _) = rig.Recording(call);
        var span = ToneDetector.Find(left, CallerTone)!.Value;
        Assert.InRange((span.Offset - span.Onset).TotalSeconds, 1.95, 2.03);
        Assert.InRange((call.Duration!.Value - span.Offset).TotalSeconds, -0.04, 0.06);
    }

    public void Dispose() => _folder.Dispose();

    private static Func<int, PacketFate>? Fate(string network) => network switch
    {
        "loss" => i => i % 20 == 7 ? PacketFate.Lost : PacketFate.Sent,
        "reorder" => i => i % 10 == 3 ? PacketFate.AfterTheNext : PacketFate.Sent,
        "duplicates" => i => i % 5 == 1 ? PacketFate.Doubled : PacketFate.Sent,
        _ => null,
    };

    /// <summary>In blocks: a lost or doubled packet breaks the phase of what the phone strings together.</summary>
    private static void AssertHeard(TestPhone phone, double tone, double seconds)
    {
        var heard = phone.Rtp.Heard();
        Assert.InRange(heard.Length / 8000.0, seconds * 0.9, seconds * 1.3);
        Assert.InRange(ToneDetector.TotalLevel(heard), Level - 1, Level + 1);
        Assert.NotNull(ToneDetector.Find(heard.AsSpan(heard.Length / 2, 80), tone));
    }

    private static ReadOnlySpan<short> Cut(short[] samples, (TimeSpan Onset, TimeSpan Offset) span) =>
        samples.AsSpan()[(int)(span.Onset.TotalSeconds * 8000)..(int)(span.Offset.TotalSeconds * 8000)];

    private async Task<(GatewayRig Rig, TestPhone Caller, TestPhone Callee, SipSession ToCallee, SipSession ToCaller)> ConnectAsync()
    {
        var caller = await TestPhone.StartAsync();
        var callee = await TestPhone.StartAsync();
        var rig = await GatewayRig.BridgeToAsync(_folder.Path, callee.UdpEndPoint);
        var outcome = await caller.DialAsync(rig.Sip, "01099998888", giveUp: TestContext.Current.CancellationToken);
        Assert.Equal(InviteResult.Answered, outcome.Result);
        return (rig, caller, callee, outcome.Session!, await callee.Answered);
    }
}
