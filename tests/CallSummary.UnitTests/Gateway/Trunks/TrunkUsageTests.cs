using CallSummary.Gateway.Trunks;
using Microsoft.Extensions.Time.Testing;

namespace CallSummary.UnitTests.Gateway.Trunks;

public sealed class TrunkUsageTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 14, 0, 0, TimeSpan.Zero));
    private readonly TrunkUsage _usage;

    public TrunkUsageTests() => _usage = new TrunkUsage(_time);

    [Fact]
    public void TryCount_PastCallsASecond_IsRefused_UntilTimePasses()
    {
        var trunk = Trunk(new TrunkOptions { MaxCallsPerSecond = 2 });

        Assert.Null(_usage.TryCount(trunk));
        Assert.Null(_usage.TryCount(trunk));
        Assert.NotNull(_usage.TryCount(trunk));
        _time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Null(_usage.TryCount(trunk));
        Assert.NotNull(_usage.TryCount(trunk));
    }

    [Fact]
    public void TryCount_MinutesUsedUp_IsRefused_UntilTheTenantsMidnight()
    {
        var trunk = Trunk(new TrunkOptions { MaxMinutesPerDay = 10 });

        _usage.AddTalk(trunk, TimeSpan.FromMinutes(9.9));
        Assert.Null(_usage.TryCount(trunk));
        _usage.AddTalk(trunk, TimeSpan.FromMinutes(0.2));
        Assert.NotNull(_usage.TryCount(trunk));

        // 14:00 UTC is 23:00 in Seoul.
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.NotNull(_usage.TryCount(trunk));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(_usage.TryCount(trunk));
    }

    [Fact]
    public void TryCount_NoLimits_IsNeverRefused()
    {
        var trunk = Trunk(new TrunkOptions());
        _usage.AddTalk(trunk, TimeSpan.FromDays(10));

        for (var i = 0; i < 1000; i++)
        {
            Assert.Null(_usage.TryCount(trunk));
        }
    }

    private static Trunk Trunk(TrunkOptions options) => new(options, new Tenant(new TenantOptions { Id = "t", TimeZone = "Asia/Seoul" }));
}
