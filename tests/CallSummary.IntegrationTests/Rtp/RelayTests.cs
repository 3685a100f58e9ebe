using CallSummary.Audio.Recordings;
using CallSummary.Rtp;
using CallSummary.TestKit.Audio;

namespace CallSummary.IntegrationTests.Rtp;

public abstract class RelayTests
{
    private readonly MediaEngineOptions _options;

    private protected RelayTests(MediaEngineOptions options) => _options = options;

    private static readonly TimeSpan TwoSeconds = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Relay_TwoTones_EachIsHeardByTheOtherAndRecordedInItsLeg()
    {
        await using var legs = TwoLegs.Create(_options);
        var cancellationToken = TestContext.Current.CancellationToken;

        await Task.WhenAll(
            legs.CallerPeer.StreamAsync(Tone.Sine(440, TwoSeconds), cancellationToken),
            legs.CalleePeer.StreamAsync(Tone.Sine(1000, TwoSeconds), cancellationToken));
        await Task.WhenAll(legs.CallerPeer.WaitForAsync(100, cancellationToken), legs.CalleePeer.WaitForAsync(100, cancellationToken));

        AssertTone(legs.CallerPeer.Sound(), 1000, 440);
        AssertTone(legs.CalleePeer.Sound(), 440, 1000);
        await legs.Engine.DisposeAsync();
        var file = await MixAsync(legs);
        AssertTone(file.Channels[0], 440, 1000);
        AssertTone(file.Channels[1], 1000, 440);
        Assert.Equal((100, 0), (legs.Caller.Statistics.Received, legs.Caller.Statistics.Lost));
    }

    [Fact]
    public async Task Relay_LossReorderAndDuplicates_IsRecordedInOrderWithSilenceForLoss()
    {
        await using var legs = TwoLegs.Create(_options);
        // Of every twenty packets one is lost, two change places, one comes twice.
        var order = Enumerable.Range(0, 5).SelectMany(k => new[] { 0, 1, 2, 4, 3, 5, 6, 6, 7, 8, 9, 10, 12, 13, 14, 15, 16, 17, 18, 19 }.Select(i => (k * 20) + i));

        await legs.CallerPeer.StreamAsync(Tone.Sine(440, TwoSeconds), TestContext.Current.CancellationToken, order);
        await legs.CalleePeer.WaitForAsync(100, TestContext.Current.CancellationToken);
        await legs.Engine.DisposeAsync();
        var left = (await MixAsync(legs)).Channels[0];

        Assert.Equal((5, 5, 5), (legs.Caller.Statistics.Lost, legs.Caller.Statistics.Duplicates, legs.Caller.Statistics.Reordered));
        Assert.Equal((95, 5, 5), (legs.CallerSink.Statistics.Placed, legs.CallerSink.Statistics.Lost, legs.CallerSink.Statistics.Duplicates));
        var (onset, offset) = ToneDetector.Find(left, 440)!.Value;
        Assert.Equal(2.0, (offset - onset).TotalSeconds, 0.011);
        var start = (int)(onset.TotalSeconds * 8000);
        Assert.All(left[(start + (11 * 160) + 80)..(start + (12 * 160) - 80)], s => Assert.Equal(0, s));
        Assert.Equal(-13 + (20 * Math.Log10(0.95)), ToneDetector.Level(left.AsSpan(start, Math.Min(16_000, left.Length - start)), 440), 0.3);
    }

    [Fact]
    public async Task Relay_OutgoingStream_HasItsOwnSourceAndKeepsOrder()
    {
        await using var legs = TwoLegs.Create(_options);

        await legs.CallerPeer.StreamAsync(Tone.Sine(440, TimeSpan.FromSeconds(0.2)), TestContext.Current.CancellationToken);
        await legs.CalleePeer.WaitForAsync(10, TestContext.Current.CancellationToken);

        var packets = legs.CalleePeer.Received.Select(RtpPeer.Parse).ToArray();
        var ssrc = Assert.Single(packets.Select(p => p.Ssrc).Distinct());
        Assert.NotEqual(legs.CallerPeer.Ssrc, ssrc);
        Assert.All(packets, p => Assert.Equal(8, p.PayloadType));
        Assert.True(packets[0].Marker);
        foreach (var (before, after) in packets.Zip(packets.Skip(1)))
        {
            Assert.Equal(((ushort)(before.Sequence + 1), before.Timestamp + 160), (after.Sequence, after.Timestamp));
        }
    }

    [Fact]
    public async Task Relay_SourceStartsAnew_OutgoingStreamGoesOn()
    {
        await using var legs = TwoLegs.Create(_options);
        var peer = legs.CallerPeer;
        var sound = new byte[160];
        peer.Send(10, 1000, sound);
        await legs.CalleePeer.WaitForAsync(1, TestContext.Current.CancellationToken);

        peer.Ssrc = 999;
        // The old source must be silent for 50 ms before another is heard from the same address.
        for (ushort i = 0; legs.CalleePeer.Received.Count < 3; i++)
        {
            peer.Send((ushort)(40_000 + i), 77_000_000 + (i * 160u), sound);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        var packets = legs.CalleePeer.Received.Select(RtpPeer.Parse).ToArray();
        Assert.Single(packets.Select(p => p.Ssrc).Distinct());
        Assert.Equal((ushort)(packets[0].Sequence + 1), packets[1].Sequence);
        Assert.InRange(packets[1].Timestamp - packets[0].Timestamp, 160u, 16_000u);
    }

    [Fact]
    public async Task Relay_Digit_IsToldOnceAndPassedOnWithThePeersPayloadType()
    {
        await using var legs = TwoLegs.Create(_options);
        var peer = legs.CallerPeer;
        for (ushort i = 0; i < 5; i++)
        {
            peer.Send(i, 4000, [9, 10, (byte)((i + 1) * 160 >> 8), (byte)((i + 1) * 160)], 101, marker: i == 0);
        }

        for (ushort i = 5; i < 8; i++)
        {
            peer.Send(i, 4000, [9, 0x8A, 800 >> 8, 800 & 0xFF], 101);
        }

        await legs.CalleePeer.WaitForAsync(8, TestContext.Current.CancellationToken);

        Assert.Equal([('9', TimeSpan.FromMilliseconds(100))], legs.CallerSink.Digits);
        var packets = legs.CalleePeer.Received.Select(RtpPeer.Parse).ToArray();
        Assert.All(packets, p => Assert.Equal(96, p.PayloadType));
        Assert.Single(packets.Select(p => p.Timestamp).Distinct());
    }

    private static void AssertTone(short[] samples, double expected, double absent)
    {
        var (onset, offset) = ToneDetector.Find(samples, expected)!.Value;
        Assert.Equal(2.0, (offset - onset).TotalSeconds, 0.021);
        var sound = samples.AsSpan((int)(onset.TotalSeconds * 8000), 15_800);
        Assert.Equal(-13, ToneDetector.Level(sound, expected), 0.3);
        Assert.InRange(ToneDetector.Level(sound, absent), double.NegativeInfinity, -50);
    }

    private static async Task<WavFile> MixAsync(TwoLegs legs)
    {
        legs.CallerSink.Complete();
        legs.CalleeSink.Complete();
        var wav = new MemoryStream();
        await StereoMixdown.WriteAsync(legs.CallerSink.File, legs.CalleeSink.File, null, wav, TestContext.Current.CancellationToken);
        wav.Position = 0;
        return WavFile.Load(wav);
    }
}
