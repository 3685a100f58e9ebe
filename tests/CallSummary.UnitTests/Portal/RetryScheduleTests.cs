using CallSummary.Portal;
using CallSummary.Portal.Webhooks;

namespace CallSummary.UnitTests.Portal;

public sealed class RetryScheduleTests
{
    private static readonly PortalWebhookOptions Options = new() { FirstRetry = TimeSpan.FromSeconds(5), LongestRetry = TimeSpan.FromMinutes(10) };

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(3, 20)]
    [InlineData(7, 320)]
    [InlineData(8, 600)]
    [InlineData(50, 600)]
    [InlineData(int.MaxValue, 600)]
    public void Wait_WithoutJitter_DoublesUpToTheLongest(int attempts, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetrySchedule.Wait(Options, attempts, 0));

    [Fact]
    public void Wait_WithJitter_IsAtMostAQuarterLess() =>
        Assert.Equal(TimeSpan.FromSeconds(7.5), RetrySchedule.Wait(Options, 2, 1));
}
