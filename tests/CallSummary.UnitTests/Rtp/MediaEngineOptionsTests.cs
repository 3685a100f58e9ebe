using System.ComponentModel.DataAnnotations;
using CallSummary.Rtp;
using CallSummary.Rtp.Batching;

namespace CallSummary.UnitTests.Rtp;

public sealed class MediaEngineOptionsTests
{
    [Theory]
    [InlineData(16385, 17000)]
    [InlineData(20000, 20000)]
    public void Engine_UnusableRange_NamesTheSetting(int first, int last)
    {
        var error = Assert.Throws<ValidationException>(() => new MediaEngine(new MediaEngineOptions { FirstPort = first, LastPort = last }));
        Assert.Contains(nameof(MediaEngineOptions.FirstPort), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ShardCount_FollowsTheTransport()
    {
        Assert.Equal(0, new MediaEngineOptions { Transport = MediaTransport.Portable, Shards = 3 }.ShardCount);
        Assert.Equal(3, new MediaEngineOptions { Transport = MediaTransport.Batched, Shards = 3 }.ShardCount);
        Assert.InRange(new MediaEngineOptions { Transport = MediaTransport.Batched }.ShardCount, 1, 64);
        Assert.Equal(LinuxNative.IsSupported, new MediaEngineOptions().ShardCount > 0);
    }
}
