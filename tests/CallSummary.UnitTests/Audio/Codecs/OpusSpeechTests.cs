using CallSummary.Audio.Codecs;
using CallSummary.Audio.Recordings;
using CallSummary.TestKit.Audio;

namespace CallSummary.UnitTests.Audio.Codecs;

public sealed class OpusSpeechTests
{
    [Theory]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(40)]
    [InlineData(60)]
    public void EncodeDecode_PacketsOfAnyTime_KeepToneAndLength(int milliseconds)
    {
        using var encoder = SpeechCodecs.CreateEncoder(RecordedCodec.Opus, EncoderSettings.Default);
        using var decoder = SpeechCodecs.CreateDecoder(RecordedCodec.Opus);
        var sound = Tone.Sine(1000, TimeSpan.FromSeconds(1.2), sampleRate: 16_000);
        var perPacket = 16 * milliseconds;
        var heard = new List<short>();
        var payload = new byte[RecordedFrameFormat.MaxPayloadLength];
        var samples = new short[RecordedCodecs.MaxSamples];
        for (var i = 0; i + perPacket <= sound.Length; i += perPacket)
        {
            var length = encoder.Encode(sound.AsSpan(i, perPacket), payload);
            Assert.Equal(perPacket / 2, RecordedCodecs.SamplesIn(RecordedCodec.Opus, payload.AsSpan(0, length)));
            Assert.Equal(perPacket, decoder.Decode(payload.AsSpan(0, length), samples));
            heard.AddRange(samples[..perPacket]);
        }

        Assert.Equal(sound.Length, heard.Count);
        Assert.InRange(ToneDetector.Level(heard.ToArray().AsSpan(8000), 1000, 16_000), -16, -11);
    }

    // RFC 6716 section 3.2.5: a code 3 packet of no frames, one of 63 frames of 60 ms, one without its count; section 3.1: nothing at all.
    [Theory]
    [InlineData("03 00")]
    [InlineData("1B 3F")]
    [InlineData("03")]
    [InlineData("")]
    public void SamplesIn_NoOpusPacket_IsNone(string hex)
    {
        var payload = Convert.FromHexString(hex.Replace(" ", ""));
        using var decoder = SpeechCodecs.CreateDecoder(RecordedCodec.Opus);

        Assert.Equal(0, RecordedCodecs.SamplesIn(RecordedCodec.Opus, payload));
        Assert.Equal(0, decoder.Decode(payload, new short[RecordedCodecs.MaxSamples]));
    }

    [Fact]
    public void Decode_AnyOctets_NeverThrowsAndNeverWritesMoreThanItSays()
    {
        using var decoder = SpeechCodecs.CreateDecoder(RecordedCodec.Opus);
        var random = new Random(1);
        var samples = new short[RecordedCodecs.MaxSamples];
        for (var i = 0; i < 3000; i++)
        {
            var payload = new byte[random.Next(0, 120)];
            random.NextBytes(payload);

            var count = decoder.Decode(payload, samples);

            Assert.True(count == 0 || count == 2 * RecordedCodecs.SamplesIn(RecordedCodec.Opus, payload), $"{count} of {Convert.ToHexString(payload)}");
            decoder.Conceal(samples.AsSpan(0, 320));
        }
    }

    [Fact]
    public void Recover_PacketWithForwardCorrection_BringsTheLostOneBackBetterThanConcealment()
    {
        using var encoder = SpeechCodecs.CreateEncoder(RecordedCodec.Opus, new EncoderSettings { OpusForwardCorrection = true });
        var speech = SampleCall.All.First(c => c.Name == "04-en-net").Leg("caller");
        var sound = CallSummary.Audio.Resampler.Convert(speech.AsSpan(0, Math.Min(speech.Length, 80_000)), 8000, 16_000);
        var payloads = new List<byte[]>();
        for (var i = 0; i + 320 <= sound.Length; i += 320)
        {
            var payload = new byte[RecordedFrameFormat.MaxPayloadLength];
            payloads.Add(payload[..encoder.Encode(sound.AsSpan(i, 320), payload)]);
        }

        var whole = Decode(payloads, (_, _, _) => false);
        var concealed = Decode(payloads, (decoder, _, place) => { decoder.Conceal(place); return true; });
        var recovered = Decode(payloads, (decoder, next, place) => { decoder.Recover(next, place); return true; });

        Assert.True(Distance(whole, recovered) < 0.8 * Distance(whole, concealed), $"{Distance(whole, recovered):0} of {Distance(whole, concealed):0}");
    }

    private static short[] Decode(List<byte[]> payloads, Func<SpeechDecoder, byte[], short[], bool> lose)
    {
        using var decoder = SpeechCodecs.CreateDecoder(RecordedCodec.Opus);
        var heard = new List<short>();
        var samples = new short[320];
        for (var i = 0; i < payloads.Count; i++)
        {
            var isLost = i % 10 == 5 && i + 1 < payloads.Count && lose(decoder, payloads[i + 1], samples);
            if (!isLost)
            {
                decoder.Decode(payloads[i], samples);
            }

            heard.AddRange(samples);
        }

        return [.. heard];
    }

    private static double Distance(short[] one, short[] other) => Math.Sqrt(one.Zip(other, (a, b) => (double)(a - b) * (a - b)).Average());
}
