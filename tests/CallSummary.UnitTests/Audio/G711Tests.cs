using CallSummary.Audio.Codecs;

namespace CallSummary.UnitTests.Audio;

public sealed class G711Tests
{
    // ITU-T G.711 tables 1a to 2b: the ends of the scale and the zero.
    [Theory]
    [InlineData(0, 0xFF)]
    [InlineData(-1, 0x7F)]
    [InlineData(short.MaxValue, 0x80)]
    [InlineData(short.MinValue, 0x00)]
    [InlineData(1000, 0xCE)]
    public void EncodeMuLaw_TableValue_IsTheRecommendations(short sample, byte octet) =>
        Assert.Equal(octet, G711.EncodeMuLaw(sample));

    [Theory]
    [InlineData(0, 0xD5)]
    [InlineData(-1, 0x55)]
    [InlineData(short.MaxValue, 0xAA)]
    [InlineData(short.MinValue, 0x2A)]
    [InlineData(1000, 0xFA)]
    public void EncodeALaw_TableValue_IsTheRecommendations(short sample, byte octet) =>
        Assert.Equal(octet, G711.EncodeALaw(sample));

    [Theory]
    [InlineData(0x80, 32124)]
    [InlineData(0x00, -32124)]
    [InlineData(0xFF, 0)]
    [InlineData(0xFE, 8)]
    public void DecodeMuLaw_TableValue_IsTheRecommendations(byte octet, short sample) =>
        Assert.Equal(sample, G711.DecodeMuLaw(octet));

    [Theory]
    [InlineData(0xAA, 32256)]
    [InlineData(0x2A, -32256)]
    [InlineData(0xD5, 8)]
    [InlineData(0x55, -8)]
    public void DecodeALaw_TableValue_IsTheRecommendations(byte octet, short sample) =>
        Assert.Equal(sample, G711.DecodeALaw(octet));

    [Fact]
    public void Encode_EveryDecodedOctet_GivesTheOctetBack()
    {
        for (var octet = 0; octet < 256; octet++)
        {
            // µ-law has two zeros; the negative one decodes to the same sample.
            Assert.Equal(octet == 0x7F ? 0xFF : octet, G711.EncodeMuLaw(G711.DecodeMuLaw((byte)octet)));
            Assert.Equal(octet, G711.EncodeALaw(G711.DecodeALaw((byte)octet)));
        }
    }

    [Fact]
    public void Encode_EverySample_IsWithinHalfTheStepOfItsSegment()
    {
        for (int sample = short.MinValue; sample <= short.MaxValue; sample++)
        {
            var mu = G711.EncodeMuLaw((short)sample);
            var a = G711.EncodeALaw((short)sample);
            // µ-law sees 14 bits: what is below them comes on top. It clips at 8159 of 8192.
            var muSegment = (~mu >> 4) & 7;
            var clipped = Math.Max(0, Math.Abs(sample) - (8159 * 4));
            Assert.InRange(Math.Abs(G711.DecodeMuLaw(mu) - sample), 0, (4 << muSegment) + 4 + clipped);
            var aSegment = ((a ^ 0x55) >> 4) & 7;
            Assert.InRange(Math.Abs(G711.DecodeALaw(a) - sample), 0, 8 << Math.Max(0, aSegment - 1));
        }
    }

    [Fact]
    public void Transcode_BothWays_StaysWithinOneStep()
    {
        var octets = Enumerable.Range(0, 256).Select(o => (byte)o).ToArray();
        var aLaw = new byte[256];
        var back = new byte[256];

        G711.TranscodeMuLawToALaw(octets, aLaw);
        G711.TranscodeALawToMuLaw(aLaw, back);

        for (var i = 0; i < 256; i++)
        {
            int before = G711.DecodeMuLaw(octets[i]), after = G711.DecodeMuLaw(back[i]);
            Assert.InRange(Math.Abs(after - before), 0, 16 + (Math.Abs(before) / 16));
        }
    }

    [Fact]
    public void Decode_DestinationTooShort_Throws() =>
        Assert.Throws<ArgumentException>(() => G711.DecodeMuLaw(new byte[10], new short[9]));
}
