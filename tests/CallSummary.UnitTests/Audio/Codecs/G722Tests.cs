using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CallSummary.Audio.Codecs;
using CallSummary.TestKit.Audio;

namespace CallSummary.UnitTests.Audio.Codecs;

public sealed class G722Tests
{
    // SHA-256 of what another implementation of ITU-T G.722 (spandsp 0.0.6) makes of the same input: the Recommendation leaves no bit open.
    [Fact]
    public void Encode_NoiseAtAllLevels_IsTheRecommendationToTheBit()
    {
        using var encoder = new G722Encoder();
        var octets = new byte[12_000];

        Assert.Equal(octets.Length, encoder.Encode(NoiseAtAllLevels(), octets));

        Assert.Equal("14E70A2C409A15E67BCC9230E3666C3F432121BD6AD42DA9A7566CC4B75D3F01", Hash(octets));
    }

    [Fact]
    public void Decode_WhatWasEncoded_IsTheRecommendationToTheBit()
    {
        using var encoder = new G722Encoder();
        using var decoder = new G722Decoder();
        var octets = new byte[12_000];
        var samples = new short[24_000];
        encoder.Encode(NoiseAtAllLevels(loudest: 8192), octets);

        Assert.Equal(samples.Length, decoder.Decode(octets, samples));

        Assert.Equal("255A2F8FCA60E7B158F18D2C7A19DBE038A5D0998A32A86855D5DED34AE3FB33", Hash(MemoryMarshal.AsBytes<short>(samples)));
    }

    // Louder than the filter can hold: the other implementation wraps round, which the Recommendation does not.
    [Fact]
    public void Decode_TooLoud_IsLimitedNotWrapped()
    {
        using var decoder = new G722Decoder();
        var octets = new byte[12_000];
        var x = 7u;
        for (var i = 0; i < octets.Length; i++)
        {
            x = (x * 1664525) + 1013904223;
            octets[i] = (byte)(x >> 24);
        }

        var samples = new short[24_000];
        decoder.Decode(octets, samples);

        Assert.Equal([short.MinValue, short.MaxValue], [samples[689], samples[800]]);
    }

    [Fact]
    public void Conceal_AfterATone_GoesOnWithItAndFades()
    {
        using var encoder = new G722Encoder();
        using var decoder = new G722Decoder();
        var octets = new byte[3200];
        encoder.Encode(Tone.Sine(200, TimeSpan.FromMilliseconds(400), sampleRate: 16_000), octets);
        decoder.Decode(octets, new short[6400]);
        var place = new short[1600];

        decoder.Conceal(place);

        Assert.InRange(ToneDetector.Level(place.AsSpan(0, 160), 200, 16_000), -16, -10);
        Assert.InRange(ToneDetector.TotalLevel(place.AsSpan(0, 320)), -18, -10);
        Assert.Equal(0, place[1500]);
    }

    private static short[] NoiseAtAllLevels(int loudest = 32_768)
    {
        int[] gains = [0, 4, 32, 256, 2048, loudest];
        var samples = new short[24_000];
        var x = 1u;
        for (var i = 0; i < samples.Length; i++)
        {
            x = (x * 1664525) + 1013904223;
            var noise = (int)(x >> 16) - 32_768;
            samples[i] = (short)Math.Floor((double)noise * gains[i / 1000 % 6] / 32_768);
        }

        return samples;
    }

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexString(SHA256.HashData(bytes));
}
