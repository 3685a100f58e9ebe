using System.Buffers.Binary;
using CallSummary.Audio;
using CallSummary.Audio.Codecs;
using CallSummary.Audio.Wav;
using CallSummary.TestKit.Audio;

namespace CallSummary.UnitTests.Audio;

public sealed class WavTests
{
    [Theory]
    [InlineData(1, 8000)]
    [InlineData(2, 8000)]
    [InlineData(2, 44100)]
    public void Read_WhatWasWritten_IsTheSame(int channels, int rate)
    {
        var samples = Tone.Noise(TimeSpan.FromSeconds(0.5), -20);
        var file = new MemoryStream();
        using (var writer = new WavWriter(file, rate, channels, leaveOpen: true))
        {
            writer.Write(samples.AsSpan(0, 1000));
            writer.Write(samples.AsSpan(1000));
        }

        file.Position = 0;
        using var reader = new WavReader(file);
        var read = new short[samples.Length + 10];

        Assert.Equal(new WavFormat(rate, channels, WavEncoding.Pcm16), reader.Format);
        Assert.Equal(samples.Length / channels, reader.LengthInFrames);
        Assert.Equal(samples.Length, reader.Read(read));
        Assert.Equal(samples, read[..samples.Length]);
        Assert.Equal(0, reader.Read(read));
    }

    [Fact]
    public void Read_NeverFinalised_ReadsToTheEnd()
    {
        var file = new MemoryStream();
        var writer = new WavWriter(file, 8000, 1);
        writer.Write(new short[500]);

        using var reader = new WavReader(new MemoryStream(file.ToArray()));

        Assert.Equal(500, reader.ReadMono(1000).Length);
    }

    [Fact]
    public void Read_MuLaw_IsDecoded()
    {
        var octets = Enumerable.Range(0, 256).Select(i => (byte)i).ToArray();
        var samples = new WavReader(new MemoryStream(G711File(7, octets))).ReadMono(1000);

        Assert.Equal(octets.Select(G711.DecodeMuLaw), samples);
    }

    [Fact]
    public void Load_OtherRateAndStereo_BecomesAClip()
    {
        var tone = Tone.Sine(440, TimeSpan.FromSeconds(1), -13, 48000);
        var file = new MemoryStream();
        using (var writer = new WavWriter(file, 48000, 2, leaveOpen: true))
        {
            writer.Write(tone.SelectMany(s => new[] { s, s }).ToArray());
        }

        file.Position = 0;
        var clip = AudioClip.Load(file);

        Assert.Equal(TimeSpan.FromSeconds(1), clip.Duration);
        Assert.Equal(-13, ToneDetector.Level(clip.Samples.Span, 440), 0.2);
    }

    [Theory]
    [InlineData(0, "it ends within the RIFF header")]
    [InlineData(20, "it ends within the fmt chunk")]
    [InlineData(38, "it ends within the data chunk")]
    public void Open_CutHeader_SaysWhere(int length, string reason)
    {
        var file = new MemoryStream();
        new WavWriter(file, 8000, 1).Write(new short[10]);

        var error = Assert.Throws<InvalidDataException>(() => new WavReader(new MemoryStream(file.ToArray()[..length])));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20, 3, "format 3")]
    [InlineData(22, 6, "6 channels")]
    [InlineData(34, 24, "24 bits")]
    [InlineData(24, 100, "rate 100")]
    public void Open_UnsupportedFormat_NamesItAndTheFix(int offset, ushort value, string reason)
    {
        var file = new MemoryStream();
        new WavWriter(file, 8000, 1).Write(new short[10]);
        var bytes = file.ToArray();
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(offset), value);

        var error = Assert.Throws<InvalidDataException>(() => new WavReader(new MemoryStream(bytes)));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains("Convert it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_EndlessChunksBeforeTheSound_IsRefused()
    {
        var bytes = new byte[44 + (2 << 20)];
        WavHeader.Write(bytes, 8000, 1, 0);
        "LIST"u8.CopyTo(bytes.AsSpan(36));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(40), 2 << 20);

        Assert.Throws<InvalidDataException>(() => new WavReader(new MemoryStream(bytes)));
    }

    [Fact]
    public void ReadMono_LongerThanAllowed_IsRefused()
    {
        var octets = new byte[5000];

        Assert.Throws<InvalidDataException>(() => new WavReader(new MemoryStream(G711File(6, octets))).ReadMono(4999));
    }

    private static byte[] G711File(ushort tag, byte[] octets)
    {
        var bytes = new byte[44 + octets.Length];
        WavHeader.Write(bytes, 8000, 1, octets.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(20), tag);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(34), 8);
        octets.CopyTo(bytes.AsSpan(44));
        return bytes;
    }
}
