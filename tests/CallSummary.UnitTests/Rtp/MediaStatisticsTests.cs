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

    [Fact]
    public void Add_SumsCountsAndKeepsTheLargestJitter()
    {
        var left = new MediaStatistics { Received = 1, NotAuthentic = 2, Replayed = 3, Jitter = TimeSpan.FromMilliseconds(4) };

        var sum = left + left with { Jitter = TimeSpan.FromMilliseconds(1) };

        Assert.Equal((2, 4, 6, 4), (sum.Received, sum.NotAuthentic, sum.Replayed, sum.Jitter.TotalMilliseconds));
    }
}
