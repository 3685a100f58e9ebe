using System.Buffers.Binary;
using CallSummary.Audio;
using CallSummary.Audio.Codecs;
using CallSummary.Audio.Recordings;
using CallSummary.Rtp;
using CallSummary.Rtp.Packets;
using CallSummary.TestKit;
using CallSummary.TestKit.Audio;
using CallSummary.TestKit.Peers;

namespace CallSummary.IntegrationTests.Rtp;

/// <summary>Legs with different codecs, on real sockets.</summary>
public sealed class TranscodedLegTests
{
    private static readonly MediaFormat s_opus = new() { PayloadType = 111, Codec = RecordedCodec.Opus, TelephoneEventPayloadType = 110 };
    private static readonly MediaFormat s_pcmu = MediaFormat.Pcmu;

    [Theory]
    [InlineData(MediaTransport.Portable)]
    [InlineData(MediaTransport.Batched)]
    public async Task Relay_BetweenOpusAndG711_EachHearsTheOther(MediaTransport transport)
    {
        await using var legs = TwoLegs.Create(TwoLegs.Options with { Transport = transport }, s_opus, s_pcmu);
        Send(legs.CallerPeer, Tone.Sine(500, TimeSpan.FromSeconds(0.6), sampleRate: 16_000));
        Send(legs.CalleePeer, Tone.Sine(1000, TimeSpan.FromSeconds(0.6), sampleRate: 16_000));

        // What has 30 packets to send and 16 places to wait sheds some when the machine is busy: most must come.
        await Eventually.True(() => legs.CalleePeer.Received.Count >= 16 && legs.CallerPeer.Received.Count >= 16, "sound in both directions");

        Assert.InRange(legs.Engine.Transcodings, 2, 2);
        Assert.InRange(ToneDetector.Level(Heard(legs.CalleePeer).AsSpan(1600), 500, 16_000), -19, -10);
        Assert.InRange(ToneDetector.Level(Heard(legs.CallerPeer).AsSpan(1600), 1000, 16_000), -19, -10);
        await legs.Caller.DisposeAsync();
        await legs.Callee.DisposeAsync();
        await Eventually.True(() => legs.Engine.Transcodings == 0, "the transcoders to be gone");
    }

    [Fact]
    public async Task Digit_OnTheClockOf48000_IsToldOnceAndPassedOnAtTheOtherClock()
    {
        await using var legs = TwoLegs.Create(null, s_opus, s_pcmu);
        Send(legs.CallerPeer, new short[1600]);
        for (var i = 0; i < 6; i++)
        {
            var duration = (ushort)(960 * Math.Min(i + 1, 4));
            legs.CallerPeer.Send((ushort)(5 + i), 4800, [7, (byte)(i >= 3 ? 0x8A : 0x0A), (byte)(duration >> 8), (byte)duration], payloadType: 110, marker: i == 0);
        }

        await Eventually.True(() => Events(legs.CalleePeer).Count == 6, "the digit at the other end");

        Assert.Equal([('7', TimeSpan.FromMilliseconds(80))], legs.CallerSink.Digits);
        var events = Events(legs.CalleePeer);
        Assert.Single(events.Select(e => e.Timestamp).Distinct());
        Assert.Equal([160, 320, 480, 640, 640, 640], events.Select(e => (int)BinaryPrimitives.ReadUInt16BigEndian(e.Payload.AsSpan(2))));
        Assert.True(events[0].Marker);
    }

    [Fact]
    public async Task Relay_BetweenThePackingsOfAmr_IsPackedAnewWithItsModeRequest()
    {
        Prerequisites.RequireAmr();
        var efficient = new MediaFormat { PayloadType = 96, Codec = RecordedCodec.AmrEfficient };
        var aligned = new MediaFormat { PayloadType = 97, Codec = RecordedCodec.AmrAligned };
        await using var legs = TwoLegs.Create(null, efficient, aligned);
        using var encoder = SpeechCodecs.CreateEncoder(RecordedCodec.AmrEfficient, EncoderSettings.Default);
        var payload = new byte[RecordedFrameFormat.MaxPayloadLength];
        payload = payload[..encoder.Encode(Tone.Sine(300, TimeSpan.FromMilliseconds(20)), payload)];
        payload[0] = (byte)((payload[0] & 0x0F) | 0x40);

        legs.CallerPeer.Send(7, 1234, payload);
        await Eventually.True(() => legs.CalleePeer.Received.Count == 1, "the packet");

        var received = Parse(legs.CalleePeer.Received[0]);
        var repacked = new byte[RecordedFrameFormat.MaxPayloadLength];
        Assert.Equal(97, received.PayloadType);
        Assert.Equal(0x40, received.Payload[0]);
        Assert.Equal(payload, repacked[..RecordedCodecs.RepackAmr(RecordedCodec.AmrAligned, RecordedCodec.AmrEfficient, received.Payload, repacked)]);
        Assert.Equal(0, legs.Engine.Transcodings);
    }

    [Fact]
    public async Task ModeRequest_OfTheListener_IsObeyedByWhatWeEncode()
    {
        Prerequisites.RequireAmr();
        await using var legs = TwoLegs.Create(null, s_pcmu, new MediaFormat { PayloadType = 97, Codec = RecordedCodec.AmrWbAligned });
        var sound = Tone.Sine(300, TimeSpan.FromSeconds(0.2), sampleRate: 16_000);
        Send(legs.CallerPeer, sound);
        await Eventually.True(() => legs.CalleePeer.Received.Count >= 8, "sound");
        Assert.Equal(2, FrameType(legs.CalleePeer.Received[7]));

        // Nothing to hear, and the wish for 6.6 kbit/s.
        legs.CalleePeer.Send(1, 0, [0x00, 0x7C]);
        await Eventually.True(() => legs.Callee.Statistics.Received == 1, "the request");
        var before = legs.CalleePeer.Received.Count;
        Send(legs.CallerPeer, sound, firstPacket: 20);
        await Eventually.True(() => legs.CalleePeer.Received.Count >= before + 8, "more sound");

        Assert.Equal(0, FrameType(legs.CalleePeer.Received[^1]));
    }

    [Fact]
    public async Task Pause_OfAmr_IsNoiseForAListenerWithoutSilenceDescriptors()
    {
        Prerequisites.RequireAmr();
        await using var legs = TwoLegs.Create(null, new MediaFormat { PayloadType = 97, Codec = RecordedCodec.AmrWbAligned }, s_pcmu);
        Send(legs.CallerPeer, Tone.Sine(300, TimeSpan.FromSeconds(0.2), sampleRate: 16_000));

        // A silence descriptor (frame type 9), then nothing: the sender's DTX.
        legs.CallerPeer.Send(10, 3200, [0xF0, 0x4C, 1, 2, 3, 4, 5]);
        await Eventually.True(() => legs.CalleePeer.Received.Count >= 25, "the pause to be filled");

        var timestamps = legs.CalleePeer.Received.Select(p => Parse(p).Timestamp).ToList();
        Assert.All(timestamps.Zip(timestamps.Skip(1)), pair => Assert.Equal(160u, pair.Second - pair.First));
    }

    [Theory]
    [InlineData(RecordedCodec.Opus)]
    [InlineData(RecordedCodec.G722)]
    public async Task PlayAsync_InTheLegsCodec_IsHeardWhole(RecordedCodec codec)
    {
        await using var legs = TwoLegs.Create(null, new MediaFormat { PayloadType = 96, Codec = codec }, s_pcmu);

        await legs.Caller.PlayAsync(new AudioClip(Tone.Sine(700, TimeSpan.FromSeconds(0.5))), TestContext.Current.CancellationToken);
        await Eventually.True(() => legs.CallerPeer.Received.Count == 25, "the clip");

        var timestamps = legs.CallerPeer.Received.Select(p => Parse(p).Timestamp).ToList();
        Assert.All(timestamps.Zip(timestamps.Skip(1)), pair => Assert.Equal((uint)(RecordedCodecs.ClockRate(codec) / 50), pair.Second - pair.First));
        Assert.InRange(ToneDetector.Level(Heard(legs.CallerPeer).AsSpan(1600), 700, 16_000), -18, -11);
    }

    [Fact]
    public async Task SetRemote_OtherCodecWhileAClipPlays_IsToldAsAFailure()
    {
        await using var legs = TwoLegs.Create();
        var playing = legs.Caller.PlayAsync(new short[80_000], TestContext.Current.CancellationToken);
        await Eventually.True(() => legs.CallerPeer.Received.Count > 0, "the clip to begin");

        legs.Caller.SetRemote(legs.CallerPeer.EndPoint, s_opus);

        await Assert.ThrowsAsync<InvalidOperationException>(() => playing);
    }

    private static void Send(RtpPeer peer, short[] sound, int firstPacket = 0)
    {
        using var encoder = SpeechCodecs.CreateEncoder(peer.Format.Codec, EncoderSettings.Default);
        var samples = encoder.SampleRate == 16_000 ? sound : Resampler.Convert(sound, 16_000, 8000);
        var perPacket = encoder.SampleRate / 50;
        var payload = new byte[RecordedFrameFormat.MaxPayloadLength];
        for (var i = 0; i < samples.Length / perPacket; i++)
        {
            var length = encoder.Encode(samples.AsSpan(i * perPacket, perPacket), payload);
            peer.Send((ushort)(firstPacket + i), (uint)((firstPacket + i) * peer.Format.ClockRate / 50), payload.AsSpan(0, length));
        }
    }

    // At 16 kHz.
    private static short[] Heard(RtpPeer peer)
    {
        using var decoder = SpeechCodecs.CreateDecoder(peer.Format.Codec);
        var samples = new short[RecordedCodecs.MaxSamples];
        var heard = new List<short>();
        foreach (var packet in peer.Received.Select(Parse).Where(p => p.PayloadType == peer.Format.PayloadType))
        {
            heard.AddRange(samples[..decoder.Decode(packet.Payload, samples)]);
        }

        return decoder.SampleRate == 16_000 ? [.. heard] : Resampler.Convert(heard.ToArray(), 8000, 16_000);
    }

    private static List<(byte PayloadType, uint Timestamp, bool Marker, byte[] Payload)> Events(RtpPeer peer) =>
        [.. peer.Received.Select(Parse).Where(p => p.PayloadType == peer.Format.TelephoneEventPayloadType)];

    private static int FrameType(byte[] datagram) => (Parse(datagram).Payload[1] >> 3) & 15;

    private static (byte PayloadType, uint Timestamp, bool Marker, byte[] Payload) Parse(byte[] datagram)
    {
        Assert.True(RtpPacket.TryParse(datagram, out var packet));
        return (packet.PayloadType, packet.Timestamp, packet.Marker, packet.Payload.ToArray());
    }
}
