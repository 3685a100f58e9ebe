using CallSummary.Audio.Codecs.Amr;
using CallSummary.Audio.Recordings;

namespace CallSummary.UnitTests.Audio.Codecs;

public sealed class AmrPayloadTests
{
    private static readonly AmrFormat s_efficient = AmrFormat.Of(RecordedCodec.AmrEfficient);
    private static readonly AmrFormat s_aligned = AmrFormat.Of(RecordedCodec.AmrAligned);
    private static readonly AmrFormat s_wideEfficient = AmrFormat.Of(RecordedCodec.AmrWbEfficient);
    private static readonly AmrFormat s_wideAligned = AmrFormat.Of(RecordedCodec.AmrWbAligned);

    // RFC 4867 section 4.3.5.1: one frame of 7.4 kbit/s (148 bits), no request, good quality: 1111 0 0100 1, the bits, two of padding.
    [Fact]
    public void Write_OneFrameBandwidthEfficient_IsTheRfcsExample()
    {
        var stored = Frame(s_efficient, 4, fill: 0xFF);

        var payload = Write(s_efficient, AmrFormat.NoRequest, stored);

        Assert.Equal(20, payload.Length);
        Assert.Equal(0b1111_0010, payload[0]);
        Assert.Equal(0b0111_1111, payload[1]);
        Assert.Equal(0b1111_1100, payload[19]);
    }

    // RFC 4867 section 4.4.5: CMR 6 (no request would be 15), an octet for each table entry, frames on octets of their own.
    [Fact]
    public void Write_TwoFramesOctetAligned_IsTheRfcsExample()
    {
        var payload = Write(s_aligned, 6, [.. Frame(s_aligned, 4, fill: 0xAA), .. Frame(s_aligned, 5, fill: 0xBB)]);

        Assert.Equal(1 + 2 + 19 + 20, payload.Length);
        Assert.Equal([0b0110_0000, 0b1010_0100, 0b0010_1100], payload[..3]);
        Assert.Equal(0xAA, payload[3]);
        Assert.Equal(0xBB, payload[22]);
    }

    // Section 4.3.5 with the frame types of AMR-WB: 8.85 kbit/s and a silence descriptor.
    [Fact]
    public void Write_SpeechThenSilenceWideband_BitsFollowEachOtherWithoutAGap()
    {
        var payload = Write(s_wideEfficient, 1, [.. Frame(s_wideEfficient, 1, fill: 0xFF), .. Frame(s_wideEfficient, 9, fill: 0x00)]);

        // 4 + 2 * 6 bits, 177 ones, 40 zeros, 7 of padding.
        Assert.Equal(30, payload.Length);
        Assert.Equal([0b0001_1000, 0b1101_0011], payload[..2]);
        Assert.All(payload[2..24], octet => Assert.Equal(0xFF, octet));
        Assert.Equal(0b1000_0000, payload[24]);
        Assert.All(payload[25..], octet => Assert.Equal(0, octet));
    }

    [Theory]
    [InlineData(RecordedCodec.AmrEfficient)]
    [InlineData(RecordedCodec.AmrAligned)]
    [InlineData(RecordedCodec.AmrWbEfficient)]
    [InlineData(RecordedCodec.AmrWbAligned)]
    public void ReadAndTake_EveryTypeAndNumberOfFrames_GivesBackWhatWasWritten(RecordedCodec codec)
    {
        var format = AmrFormat.Of(codec);
        var random = new Random((int)codec);
        for (var round = 0; round < 500; round++)
        {
            var frames = Enumerable.Range(0, random.Next(1, AmrPayload.MaxFrames + 1)).Select(_ => RandomFrame(format, random)).ToList();
            var request = random.Next(16);

            var payload = Write(format, request, [.. frames.SelectMany(f => f)]);
            Span<AmrFrame> read = new AmrFrame[AmrPayload.MaxFrames];

            Assert.Equal(frames.Count, AmrPayload.Read(format, payload, read));
            Assert.Equal(frames.Count * 160, RecordedCodecs.SamplesIn(codec, payload));
            Assert.Equal(request, AmrPayload.RequestIn(payload));
            for (var i = 0; i < frames.Count; i++)
            {
                var stored = new byte[AmrPayload.MaxStored];
                Assert.Equal(frames[i], stored[..AmrPayload.Take(format, payload, read[i], stored)]);
            }
        }
    }

    [Theory]
    [InlineData(RecordedCodec.AmrEfficient, RecordedCodec.AmrAligned)]
    [InlineData(RecordedCodec.AmrWbAligned, RecordedCodec.AmrWbEfficient)]
    public void Repack_ThereAndBack_IsTheSamePayload(RecordedCodec one, RecordedCodec other)
    {
        var random = new Random(1);
        var (there, back) = (new byte[RecordedFrameFormat.MaxPayloadLength], new byte[RecordedFrameFormat.MaxPayloadLength]);
        for (var round = 0; round < 200; round++)
        {
            var frames = Enumerable.Range(0, random.Next(1, AmrPayload.MaxFrames + 1)).SelectMany(_ => RandomFrame(AmrFormat.Of(one), random)).ToArray();
            var payload = Write(AmrFormat.Of(one), random.Next(16), frames);

            var length = RecordedCodecs.RepackAmr(one, other, payload, there);
            length = RecordedCodecs.RepackAmr(other, one, there.AsSpan(0, length), back);

            Assert.Equal(payload, back[..length]);
        }

        Assert.Equal(0, RecordedCodecs.RepackAmr(one, other, [0xF2], there));
    }

    [Theory]
    [InlineData(RecordedCodec.AmrEfficient, "")]
    [InlineData(RecordedCodec.AmrEfficient, "F2")]
    [InlineData(RecordedCodec.AmrEfficient, "F27FFF")]
    [InlineData(RecordedCodec.AmrAligned, "F0")]
    [InlineData(RecordedCodec.AmrAligned, "F054")]
    [InlineData(RecordedCodec.AmrAligned, "F0A4A4A4A4A4A4A4A4A4A4A4A4")]
    [InlineData(RecordedCodec.AmrWbAligned, "F06400")]
    public void Read_CutShortOrOfUnknownType_IsNoPayload(RecordedCodec codec, string hex) =>
        Assert.Equal(0, RecordedCodecs.SamplesIn(codec, Convert.FromHexString(hex)));

    [Fact]
    public void Read_TableOfContentsThatNeverEnds_IsNoPayload()
    {
        var payload = new byte[1000];
        payload.AsSpan().Fill(0xFC);

        Assert.Equal(0, AmrPayload.FramesIn(s_aligned, payload));
        Assert.Equal(0, AmrPayload.FramesIn(s_wideAligned, payload));
    }

    [Fact]
    public void Read_AnyOctets_NeverThrows()
    {
        var random = new Random(4867);
        Span<AmrFrame> frames = new AmrFrame[AmrPayload.MaxFrames];
        var stored = new byte[AmrPayload.MaxStored];
        for (var i = 0; i < 20_000; i++)
        {
            var payload = new byte[random.Next(0, 80)];
            random.NextBytes(payload);
            foreach (var format in (AmrFormat[])[s_efficient, s_aligned, s_wideEfficient, s_wideAligned])
            {
                var count = AmrPayload.Read(format, payload, frames);
                for (var f = 0; f < count; f++)
                {
                    Assert.InRange(AmrPayload.Take(format, payload, frames[f], stored), 1, AmrPayload.MaxStored);
                }
            }
        }
    }

    private static byte[] Write(AmrFormat format, int request, byte[] stored)
    {
        var payload = new byte[RecordedFrameFormat.MaxPayloadLength];
        return payload[..AmrPayload.Write(format, request, stored, payload)];
    }

    private static byte[] RandomFrame(AmrFormat format, Random random)
    {
        int type;
        do
        {
            type = random.Next(16);
        }
        while (format.Bits(type) < 0);
        var frame = Frame(format, type, 0);
        random.NextBytes(frame.AsSpan(1));
        frame[0] = (byte)((type << 3) | (random.Next(2) << 2));
        return Trim(format, type, frame);
    }

    private static byte[] Frame(AmrFormat format, int type, byte fill)
    {
        var frame = new byte[1 + ((format.Bits(type) + 7) / 8)];
        frame.AsSpan().Fill(fill);
        frame[0] = (byte)((type << 3) | 4);
        return Trim(format, type, frame);
    }

    // What stands behind the last speech bit is padding: zero.
    private static byte[] Trim(AmrFormat format, int type, byte[] frame)
    {
        if (format.Bits(type) % 8 is var rest and not 0)
        {
            frame[^1] &= (byte)(0xFF << (8 - rest));
        }

        return frame;
    }
}
