using CallSummary.Audio.Recordings;
using CallSummary.Rtp;

namespace CallSummary.UnitTests.Rtp;

public sealed class MediaStatisticsTests
{
    [Theory]
    [InlineData(100, 0, 0, 4.4)]
    [InlineData(97, 3, 0, 4.2)]
    [InlineData(80, 20, 0, 2.7)]
    [InlineData(100, 0, 150, 3.6)]
    [InlineData(1, 99, 400, 1.0)]
    public void MeanOpinionScore_FallsWithLossAndJitter(int received, int lost, int jitter, double expected)
    {
        var statistics = new MediaStatistics { Received = received, Lost = lost, Jitter = TimeSpan.FromMilliseconds(jitter) };

        Assert.Equal(expected, statistics.MeanOpinionScore, 0.1);
    }

    // Worked by hand from G.107: R = 93.2 - Id - Ie - (95 - Ie) Ppl / (Ppl + Bpl), Id = 0.024 x 20 ms.
    [Theory]
    [InlineData(RecordedCodec.Pcmu, 0, 4.40)]
    [InlineData(RecordedCodec.Pcma, 3, 4.12)]
    [InlineData(RecordedCodec.AmrEfficient, 0, 4.28)]
    [InlineData(RecordedCodec.AmrEfficient, 3, 3.45)]
    [InlineData(RecordedCodec.AmrAligned, 10, 2.20)]
    [InlineData(RecordedCodec.G722, 3, 4.12)]
    [InlineData(RecordedCodec.AmrWbAligned, 0, 4.40)]
    [InlineData(RecordedCodec.AmrWbAligned, 3, 3.63)]
    [InlineData(RecordedCodec.Opus, 3, 3.63)]
    public void MeanOpinionScore_CountsWithTheCodecsImpairment(RecordedCodec codec, int lost, double expected)
    {
        var statistics = new MediaStatistics { Codec = codec, Received = 100 - lost, Lost = lost };

        Assert.Equal(expected, statistics.MeanOpinionScore, 0.01);
    }

    [Fact]
    public void Add_SumsCountsAndKeepsTheLargestJitter()
    {
        var left = new MediaStatistics { Received = 1, NotAuthentic = 2, Replayed = 3, Jitter = TimeSpan.FromMilliseconds(4) };

        var sum = left + left with { Jitter = TimeSpan.FromMilliseconds(1) };

        Assert.Equal((2, 4, 6, 4), (sum.Received, sum.NotAuthentic, sum.Replayed, sum.Jitter.TotalMilliseconds));
    }
}
