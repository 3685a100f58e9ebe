using System.ComponentModel.DataAnnotations;
using CallSummary.Rtp;

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
}
