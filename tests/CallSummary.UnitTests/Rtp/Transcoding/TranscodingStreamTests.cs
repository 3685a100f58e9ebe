using System.Buffers.Binary;
using CallSummary.Audio.Codecs;
using CallSummary.Audio.Recordings;
using CallSummary.Rtp;
using CallSummary.Rtp.Transcoding;
using CallSummary.TestKit.Audio;

namespace CallSummary.UnitTests.Rtp.Transcoding;

public sealed class TranscodingStreamTests
{
    private readonly List<(ReceivedPacketKind Kind, byte[] Payload, uint Timestamp, bool Marker)> _sent = [];

    [Theory]
    [InlineData(RecordedCodec.Pcmu, RecordedCodec.Opus, 20)]
    [InlineData(RecordedCodec.Opus, RecordedCodec.Pcma, 20)]
    [InlineData(RecordedCodec.G722, RecordedCodec.Pcmu, 40)]
    [InlineData(RecordedCodec.Pcma, RecordedCodec.G722, 30)]
    [InlineData(RecordedCodec.Opus, RecordedCodec.G722, 60)]
    public void Add_PacketsInOrder_ToneComesOutUnbrokenInTheOtherCodecAndPacketTime(RecordedCodec from, RecordedCodec to, int packetTime)
    {
        using var stream = Stream(to, packetTime);
        foreach (var packet in Packets(from, Tone.Sine(1000, TimeSpan.FromSeconds(1.2), sampleRate: 16_000)))
        {
            packet.AddTo(stream);
        }

        var clock = RecordedCodecs.ClockRate(to);
        Assert.Equal(1200 / packetTime, _sent.Count);
        Assert.All(_sent.Select((p, i) => (p, i)), x => Assert.Equal((uint)(x.i * packetTime * clock / 1000), x.p.Timestamp));
        Assert.Equal([true, .. Enumerable.Repeat(false, _sent.Count - 1)], _sent.Select(p => p.Marker));
        Assert.InRange(ToneDetector.Level(Heard(to).AsSpan(8000), 1000, 16_000), -17, -11);
    }

    [Fact]
    public void Add_LostPackets_AreConcealedAndTimeGoesOn()
    {
        using var stream = Stream(RecordedCodec.Pcmu, 20);
        foreach (var packet in Packets(RecordedCodec.Opus, Tone.Sine(300, TimeSpan.FromSeconds(1), sampleRate: 16_000)).Where(p => p.Sequence % 10 is not (7 or 8)))
        {
            packet.AddTo(stream);
        }

        Assert.Equal(Enumerable.Range(0, _sent.Count).Select(i => (uint)(i * 160)), _sent.Select(p => p.Timestamp));
        Assert.InRange(_sent.Count, 48, 50);
        var heard = Heard(RecordedCodec.Pcmu);
        for (var i = 8000; i + 640 < heard.Length; i += 640)
        {
            Assert.True(ToneDetector.TotalLevel(heard.AsSpan(i, 640)) > -25, $"a hole at {i / 16} ms");
        }
    }

    [Fact]
    public void Add_TwiceOrLate_IsHeardOnce()
    {
        using var stream = Stream(RecordedCodec.G722, 20);
        var packets = Packets(RecordedCodec.Pcmu, Tone.Sine(300, TimeSpan.FromSeconds(0.2), sampleRate: 16_000));
        foreach (var packet in (Sent[])[packets[0], packets[1], packets[1], packets[3], packets[2], packets[4]])
        {
            packet.AddTo(stream);
        }

        Assert.Equal([0u, 160, 320, 480, 640], _sent.Select(p => p.Timestamp));
    }

    [Fact]
    public void Add_PauseWithoutSound_IsAJumpOfTheTimestampsWithAMarker()
    {
        using var stream = Stream(RecordedCodec.Opus, 20);
        var packets = Packets(RecordedCodec.Pcmu, Tone.Sine(300, TimeSpan.FromSeconds(0.2), sampleRate: 16_000));
        packets[0].AddTo(stream);
        (packets[1] with { Timestamp = packets[1].Timestamp + 8000 }).AddTo(stream);

        Assert.Equal([(0u, true), (960u + 48_000, true)], _sent.Select(p => (p.Timestamp, p.Marker)));
    }

    [Fact]
    public void Tick_AfterComfortNoise_MakesNoiseOfItsLevelUntilSoundComes()
    {
        using var stream = Stream(RecordedCodec.Pcma, 20);
        var packets = Packets(RecordedCodec.Pcmu, Tone.Sine(300, TimeSpan.FromSeconds(0.2), sampleRate: 16_000));
        packets[0].AddTo(stream);
        new Sent(ReceivedPacketKind.ComfortNoise, RecordedCodec.Pcmu, 1, packets[1].Timestamp, [50]).AddTo(stream);
        Assert.True(stream.IsPaused);
        for (var i = 0; i < 10; i++)
        {
            stream.Tick();
        }

        (packets[2] with { Timestamp = packets[1].Timestamp + 1600 }).AddTo(stream);

        Assert.False(stream.IsPaused);
        Assert.Equal(Enumerable.Range(0, 12).Select(i => (uint)(i * 160)), _sent.Select(p => p.Timestamp));
        var noise = Heard(RecordedCodec.Pcma).AsSpan(640, 2600);
        Assert.InRange(ToneDetector.TotalLevel(noise), -53, -47);
    }

    [Fact]
    public void Tick_AfterOpusDtx_IsAPauseToo()
    {
        using var stream = Stream(RecordedCodec.Pcmu, 20);
        var packets = Packets(RecordedCodec.Opus, Tone.Sine(300, TimeSpan.FromSeconds(0.2), sampleRate: 16_000));
        packets[0].AddTo(stream);
        (packets[1] with { Payload = packets[1].Payload[..1] }).AddTo(stream);

        Assert.True(stream.IsPaused);
        stream.Tick();
        Assert.Equal([0u, 160, 320], _sent.Select(p => p.Timestamp));
    }

    [Theory]
    [InlineData(RecordedCodec.Opus, RecordedCodec.Pcmu, 4800, 800)]
    [InlineData(RecordedCodec.Pcmu, RecordedCodec.Opus, 800, 4800)]
    [InlineData(RecordedCodec.Pcmu, RecordedCodec.Opus, 16_000, 65_535)]
    public void Add_TelephoneEvent_KeepsItsPlaceAndItsLengthOnTheOtherClock(RecordedCodec from, RecordedCodec to, int duration, int expected)
    {
        using var stream = Stream(to, 20);
        var packets = Packets(from, Tone.Sine(300, TimeSpan.FromSeconds(0.2), sampleRate: 16_000));
        packets[0].AddTo(stream);
        var payload = new byte[] { 5, 0x8A, 0, 0 };
        BinaryPrimitives.WriteUInt16BigEndian(payload.AsSpan(2), (ushort)duration);
        new Sent(ReceivedPacketKind.TelephoneEvent, from, 1, packets[1].Timestamp, payload).AddTo(stream);
        new Sent(ReceivedPacketKind.TelephoneEvent, from, 2, packets[1].Timestamp, payload).AddTo(stream);

        var events = _sent.Where(p => p.Kind == ReceivedPacketKind.TelephoneEvent).ToList();
        Assert.Equal(2, events.Count);
        Assert.All(events, e => Assert.Equal((uint)(RecordedCodecs.ClockRate(to) / 50), e.Timestamp));
        Assert.All(events, e => Assert.Equal((5, expected), (e.Payload[0], BinaryPrimitives.ReadUInt16BigEndian(e.Payload.AsSpan(2)))));
    }

    [Fact]
    public void Add_StreamThatBeginsAnew_GoesOnWhereItWas()
    {
        using var stream = Stream(RecordedCodec.G722, 20);
        var packets = Packets(RecordedCodec.Pcmu, Tone.Sine(300, TimeSpan.FromSeconds(0.2), sampleRate: 16_000));
        packets[0].AddTo(stream);
        (packets[1] with { Ssrc = 2, Sequence = 40_000, Timestamp = 4_000_000_000 }).AddTo(stream);
        (packets[1] with { Ssrc = 2, Sequence = 10, Timestamp = 5 }).AddTo(stream);

        Assert.Equal([0u, 160, 320], _sent.Select(p => p.Timestamp));
    }

    private TranscodingStream Stream(RecordedCodec to, int packetTime) => new(
        new MediaFormat { PayloadType = 96, Codec = to, PacketTime = TimeSpan.FromMilliseconds(packetTime), TelephoneEventPayloadType = 101 },
        (in TranscodedPacket p) => _sent.Add((p.Kind, p.Payload.ToArray(), p.Timestamp, p.Marker)));

    private short[] Heard(RecordedCodec codec)
    {
        using var decoder = SpeechCodecs.CreateDecoder(codec);
        var samples = new short[RecordedCodecs.MaxSamples];
        var heard = new List<short>();
        foreach (var packet in _sent.Where(p => p.Kind == ReceivedPacketKind.Audio))
        {
            heard.AddRange(samples[..decoder.Decode(packet.Payload, samples)]);
        }

        return decoder.SampleRate == 16_000 ? [.. heard] : CallSummary.Audio.Resampler.Convert(heard.ToArray(), 8000, 16_000);
    }

    private static List<Sent> Packets(RecordedCodec codec, short[] sound)
    {
        using var encoder = SpeechCodecs.CreateEncoder(codec, EncoderSettings.Default);
        var samples = encoder.SampleRate == 16_000 ? sound : CallSummary.Audio.Resampler.Convert(sound, 16_000, 8000);
        var perPacket = encoder.SampleRate / 50;
        var payload = new byte[RecordedFrameFormat.MaxPayloadLength];
        return
        [
            .. Enumerable.Range(0, samples.Length / perPacket).Select(i => new Sent(
                ReceivedPacketKind.Audio, codec, (ushort)i, (uint)(i * RecordedCodecs.ClockRate(codec) / 50),
                payload[..encoder.Encode(samples.AsSpan(i * perPacket, perPacket), payload)])),
        ];
    }

    private sealed record Sent(ReceivedPacketKind Kind, RecordedCodec Codec, ushort Sequence, uint Timestamp, byte[] Payload, uint Ssrc = 1)
    {
        public void AddTo(TranscodingStream stream) => stream.Add(new ReceivedPacket
        {
            Kind = Kind,
            Codec = Codec,
            SequenceNumber = Sequence,
            Timestamp = Timestamp,
            Payload = Payload,
            Ssrc = Ssrc,
        });
    }
}
