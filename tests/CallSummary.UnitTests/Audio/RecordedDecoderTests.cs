using CallSummary.Audio;
using CallSummary.Audio.Codecs;
using CallSummary.Audio.Recordings;
using CallSummary.TestKit.Audio;

namespace CallSummary.UnitTests.Audio;

public sealed class RecordedDecoderTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void DecodeRange_WidebandCodec_KeepsAtSixteenWhatEightCannotHold()
    {
        var frames = Frames(RecordedCodec.G722, Tone.Sine(5000, Second, sampleRate: 16_000));

        var wide = RecordedClip.DecodeRange(frames, 16_000);
        var narrow = RecordedClip.DecodeRange(frames);

        Assert.True(RecordedClip.IsWideband(frames));
        Assert.Equal((16_000, 8000), (wide.Samples.Length, narrow.Samples.Length));
        Assert.InRange(ToneDetector.Level(wide.Samples, 5000, 16_000), -16, -11);
        Assert.True(ToneDetector.TotalLevel(narrow.Samples) < -45);
    }

    [Theory]
    [InlineData(RecordedCodec.Pcma, false)]
    [InlineData(RecordedCodec.Opus, true)]
    public void Slice_AtAnyRate_IsTheSameStretchOfTime(RecordedCodec codec, bool isWideband)
    {
        var frames = Frames(codec, Tone.Sine(500, Second, sampleRate: 16_000), position: 8000);

        foreach (var rate in (int[])[8000, 16_000])
        {
            var clip = RecordedClip.DecodeRange(frames, rate).Slice(4000, 20_000);
            Assert.Equal(2 * rate, clip.Samples.Length);
            var tone = ToneDetector.Find(clip.Samples, 500, sampleRate: rate)!.Value;
            Assert.InRange(tone.Onset.TotalSeconds, 0.49, 0.52);
            Assert.InRange(tone.Offset.TotalSeconds, 1.48, 1.52);
        }

        Assert.Equal(isWideband, RecordedClip.IsWideband(frames));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void DecodeRange_LostOpusPackets_AreConcealedUpToSixtyMilliseconds(int lost, bool isConcealed)
    {
        var frames = Frames(RecordedCodec.Opus, Tone.Sine(300, Second, sampleRate: 16_000), drop: n => n >= 25 && n < 25 + lost);

        var samples = RecordedClip.DecodeRange(frames, 16_000).Samples;

        Assert.Equal(16_000, samples.Length);
        Assert.Equal(isConcealed, ToneDetector.TotalLevel(samples.AsSpan(25 * 320, 160)) > -30);
    }

    [Fact]
    public void DecodeRange_PauseAfterOpusDtx_IsFilledAndALongerOneIsSilence()
    {
        var packets = Frames(RecordedCodec.Opus, Tone.Sine(300, Second, sampleRate: 16_000), drop: n => n is (> 20 and < 41) or > 41, cutToToc: 20);
        var clip = RecordedClip.DecodeRange(packets, 16_000);
        Assert.Equal(42 * 320, clip.Samples.Length);
        using var decoder = new RecordedDecoder(16_000);
        var room = new short[decoder.MaxOutput];
        decoder.Decode(RecordedCodec.Opus, 0, [0x48], room);

        Assert.Equal((160, 320 + 8000), decoder.Decode(RecordedCodec.Opus, 160 + 4000, [0x48], room));
        Assert.Equal((20_000, 320), decoder.Decode(RecordedCodec.Opus, 20_000, [0x48], room));
    }

    [Fact]
    public void Read_WavOfAWidebandAndANarrowbandLeg_HasSixteenAndBothInTheirPlaces()
    {
        var caller = new MemoryStream(File(Frames(RecordedCodec.Opus, Tone.Sine(5000, Second, sampleRate: 16_000), position: 8000)));
        var callee = new MemoryStream(File([.. Frames(RecordedCodec.Pcmu, Tone.Sine(440, Second, sampleRate: 16_000)), .. Frames(RecordedCodec.G722, Tone.Sine(2500, Second, sampleRate: 16_000), position: 8000)]));
        using var stream = new RecordingWavStream(caller, callee, TimeSpan.FromSeconds(3));

        Assert.Equal((16_000, 48_000L), (stream.SampleRate, stream.Samples));
        var wav = WavFile.Load(stream);

        Assert.Equal((16_000, TimeSpan.FromSeconds(3)), (wav.SampleRate, wav.Duration));
        AssertTone(wav.Channels[0], 5000, 1, 2);
        AssertTone(wav.Channels[1], 440, 0, 1);
        AssertTone(wav.Channels[1], 2500, 1, 2);
    }

    [Fact]
    public void Read_WavFromAnyPlace_IsHeardAsFromTheBeginning()
    {
        using var stream = new RecordingWavStream(new MemoryStream(File(Frames(RecordedCodec.G722, Tone.Noise(TimeSpan.FromSeconds(20), -20)))), null);
        var whole = new byte[stream.Length];
        stream.ReadExactly(whole);
        var part = new byte[64_000];

        stream.Position = 44 + (4 * 9 * 16_000);
        stream.ReadExactly(part);

        Assert.True(WavFile.SignalToNoise(Left(whole.AsSpan((int)stream.Position - part.Length, part.Length)), Left(part)) > 60);
    }

    [Fact]
    public void SamplesIn_OfEachCodec_IsItsTimeOnTheTimeline()
    {
        Assert.Equal(160, RecordedCodecs.SamplesIn(RecordedCodec.Pcma, new byte[160]));
        Assert.Equal(160, RecordedCodecs.SamplesIn(RecordedCodec.G722, new byte[160]));
        // RFC 6716 table 2: configuration 9 is SILK wideband of 20 ms; two frames by code 1.
        Assert.Equal(160, RecordedCodecs.SamplesIn(RecordedCodec.Opus, [9 << 3, 0]));
        Assert.Equal(320, RecordedCodecs.SamplesIn(RecordedCodec.Opus, [(9 << 3) | 1, 0, 0]));
    }

    private static void AssertTone(short[] samples, double frequency, double from, double to)
    {
        var tone = ToneDetector.Find(samples, frequency, sampleRate: 16_000)!.Value;
        Assert.InRange(tone.Onset.TotalSeconds, from - 0.02, from + 0.03);
        Assert.InRange(tone.Offset.TotalSeconds, to - 0.03, to + 0.03);
    }

    private static short[] Left(ReadOnlySpan<byte> bytes)
    {
        var samples = new short[bytes.Length / 4];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = BitConverter.ToInt16(bytes[(4 * i)..]);
        }

        return samples;
    }

    private static byte[] File(byte[] frames)
    {
        var header = new byte[RecordedFrameFormat.FileHeaderLength];
        RecordedFrameFormat.WriteFileHeader(header);
        return [.. header, .. frames];
    }

    private static byte[] Frames(RecordedCodec codec, short[] sound, long position = 0, Func<int, bool>? drop = null, int cutToToc = -1)
    {
        using var encoder = SpeechCodecs.CreateEncoder(codec, EncoderSettings.Default);
        var samples = encoder.SampleRate == 16_000 ? sound : Resampler.Convert(sound, 16_000, 8000);
        var perPacket = encoder.SampleRate / 50;
        var payload = new byte[RecordedFrameFormat.MaxPayloadLength];
        var frame = new byte[RecordedFrameFormat.FrameLength(payload.Length)];
        var frames = new List<byte>();
        for (var i = 0; i < samples.Length / perPacket; i++)
        {
            var length = encoder.Encode(samples.AsSpan(i * perPacket, perPacket), payload);
            if (drop?.Invoke(i) != true)
            {
                frames.AddRange(frame[..RecordedFrameFormat.WriteFrame(frame, codec, position + (i * 160), payload.AsSpan(0, i == cutToToc ? 1 : length))]);
            }
        }

        return [.. frames];
    }
}
