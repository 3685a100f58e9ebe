using CallSummary.Audio.Codecs;
using CallSummary.Audio.Recordings;

namespace CallSummary.UnitTests.Audio;

public sealed class RecordedFileTests
{
    [Fact]
    public void Reader_WhatWasWritten_ReadsItBack()
    {
        var file = WriteFrames(3);
        var reader = new RecordedFrameReader(file);

        for (var i = 0; i < 3; i++)
        {
            Assert.True(reader.TryRead(out var frame));
            Assert.Equal(i * 160, frame.Position);
            Assert.Equal(Payload(i), frame.Payload.ToArray());
        }

        Assert.False(reader.TryRead(out _));
        Assert.Equal(RecordedFrameStatus.End, reader.Status);
        Assert.Equal(file.Length, reader.GoodTo);
    }

    [Fact]
    public void Reader_CutAtAnyByte_StopsAfterTheLastWholeFrame()
    {
        var bytes = WriteFrames(3).ToArray();
        var frameLength = RecordedFrameFormat.FrameLength(160);
        for (var length = RecordedFrameFormat.FileHeaderLength; length < bytes.Length; length++)
        {
            var reader = new RecordedFrameReader(new MemoryStream(bytes[..length]));
            var frames = 0;
            while (reader.TryRead(out _))
            {
                frames++;
            }

            var whole = (length - RecordedFrameFormat.FileHeaderLength) / frameLength;
            Assert.Equal(whole, frames);
            Assert.Equal(RecordedFrameFormat.FileHeaderLength + (whole * frameLength), reader.GoodTo);
        }
    }

    [Fact]
    public void Reader_AnyByteOfAFrameChanged_StopsBeforeIt()
    {
        var good = WriteFrames(2).ToArray();
        var second = RecordedFrameFormat.FileHeaderLength + RecordedFrameFormat.FrameLength(160);
        for (var i = second; i < good.Length; i++)
        {
            var bytes = good.ToArray();
            bytes[i] ^= 0x10;
            var reader = new RecordedFrameReader(new MemoryStream(bytes));

            Assert.True(reader.TryRead(out _));
            Assert.False(reader.TryRead(out _));
            Assert.Equal(second, reader.GoodTo);
        }
    }

    [Theory]
    [InlineData("RIFF")]
    [InlineData("")]
    public void Reader_NotARecording_SaysSo(string start) =>
        Assert.Throws<InvalidDataException>(() => new RecordedFrameReader(new MemoryStream(System.Text.Encoding.ASCII.GetBytes(start.PadRight(start.Length * 5)))));

    [Fact]
    public void Resume_TornTail_CutsItAndGoesOn()
    {
        var file = new MemoryStream();
        file.Write(WriteFrames(3).ToArray().AsSpan()[..^7]);

        var writer = RecordedFrameWriter.Resume(file);
        writer.Append(RecordedCodec.Pcmu, 4000, Payload(9));

        var clip = RecordedClip.DecodeRange(file.ToArray().AsSpan(RecordedFrameFormat.FileHeaderLength));
        Assert.Equal(0, clip.Position);
        Assert.Equal(4160, clip.Samples.Length);
    }

    [Fact]
    public void Append_BeforeTheLastFrame_Throws()
    {
        var writer = RecordedFrameWriter.Create(new MemoryStream());
        writer.Append(RecordedCodec.Pcmu, 160, Payload(0));

        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Append(RecordedCodec.Pcmu, 159, Payload(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Append(RecordedCodec.Pcmu, 160, new byte[RecordedFrameFormat.MaxPayloadLength + 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Append(RecordedCodec.Pcmu, RecordedFrameFormat.MaxPosition + 1, Payload(1)));
    }

    [Fact]
    public void DecodeRange_GapAndOverlapAndTwoCodecs_PutsEachInItsPlace()
    {
        var file = new MemoryStream();
        var writer = RecordedFrameWriter.Create(file);
        writer.Append(RecordedCodec.Pcmu, 100, Filled(G711.EncodeMuLaw(1000)));
        writer.Append(RecordedCodec.Pcma, 180, Filled(G711.EncodeALaw(2000)));
        writer.Append(RecordedCodec.Pcmu, 500, Filled(G711.EncodeMuLaw(3000)));

        var clip = RecordedClip.DecodeRange(file.ToArray().AsSpan(RecordedFrameFormat.FileHeaderLength));

        Assert.Equal(100, clip.Position);
        Assert.Equal(560, clip.Samples.Length);
        Assert.All(clip.Samples[..80], s => Assert.InRange(s, 950, 1050));
        Assert.All(clip.Samples[80..240], s => Assert.InRange(s, 1900, 2100));
        Assert.All(clip.Samples[240..400], s => Assert.Equal(0, s));
        Assert.All(clip.Samples[400..], s => Assert.InRange(s, 2900, 3100));
    }

    [Fact]
    public void DecodeRange_DamagedOrTooLong_Throws()
    {
        var torn = WriteFrames(2).ToArray().AsSpan(RecordedFrameFormat.FileHeaderLength)[..^1].ToArray();
        Assert.Throws<InvalidDataException>(() => RecordedClip.DecodeRange(torn));

        var file = new MemoryStream();
        var writer = RecordedFrameWriter.Create(file);
        writer.Append(RecordedCodec.Pcmu, 0, Payload(0));
        writer.Append(RecordedCodec.Pcmu, RecordedClip.MaxSamples, Payload(1));
        Assert.Throws<InvalidDataException>(() => RecordedClip.DecodeRange(file.ToArray().AsSpan(RecordedFrameFormat.FileHeaderLength)));
    }

    [Fact]
    public void DecodeRange_UnknownCodec_NamesIt()
    {
        var file = new MemoryStream();
        RecordedFrameWriter.Create(file).Append((RecordedCodec)96, 0, Payload(0));

        var error = Assert.Throws<InvalidDataException>(() => RecordedClip.DecodeRange(file.ToArray().AsSpan(RecordedFrameFormat.FileHeaderLength)));
        Assert.Contains("codec 96", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Slice_BeyondTheClip_IsSilentThere()
    {
        var clip = new RecordedClip(100, [1, 2, 3]).Slice(98, 105);

        Assert.Equal([0, 0, 1, 2, 3, 0, 0], clip.Samples);
    }

    [Fact]
    public void Index_AnyStretch_IsCoveredByTheBytesFound()
    {
        var file = new MemoryStream();
        var writer = RecordedFrameWriter.Create(file);
        var index = new RecordedFrameIndex(512);
        for (var i = 0; i < 400; i++)
        {
            index.Add(i * 160, writer.Append(RecordedCodec.Pcmu, i * 160, Payload(i)));
        }

        foreach (var (start, end) in new[] { (0L, 1L), (159L, 161L), (8 * 160L, 9 * 160L), (12_345L, 34_567L), (63_999L, 64_000L) })
        {
            var range = index.Find(start, end);
            var clip = RecordedClip.DecodeRange(file.ToArray().AsSpan((int)range.Start, (int)(range.End - range.Start)));
            Assert.InRange(clip.Position, Math.Max(0, start - (17 * 160)), start);
            Assert.InRange(clip.Position + clip.Samples.Length, end, end + (9 * 160));
        }
    }

    [Fact]
    public void Index_MoreFramesThanItHolds_ForgetsTheOldest()
    {
        var index = new RecordedFrameIndex(8);
        for (var i = 0; i < 100; i++)
        {
            index.Add(i * 160, new RecordedRange(16 + (i * 176), 16 + ((i + 1) * 176)));
        }

        Assert.Equal(new RecordedRange(16 + (96 * 176), 16 + (100 * 176)), index.Find(0, 100 * 160));
    }

    private static MemoryStream WriteFrames(int count)
    {
        var file = new MemoryStream();
        var writer = RecordedFrameWriter.Create(file);
        for (var i = 0; i < count; i++)
        {
            writer.Append(RecordedCodec.Pcmu, i * 160, Payload(i));
        }

        file.Position = 0;
        return file;
    }

    private static byte[] Payload(int seed) => [.. Enumerable.Range(0, 160).Select(i => (byte)((i * 7) + seed))];

    private static byte[] Filled(byte octet) => [.. Enumerable.Repeat(octet, 160)];
}
