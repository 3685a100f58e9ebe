using CallSummary.Transcription;
using CallSummary.Transcription.Load;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CallSummary.UnitTests.Transcription.Load;

public sealed class TranscriptionLagTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 25, 9, 0, 0, TimeSpan.Zero));
    private readonly TranscriptionLag _lag;

    public TranscriptionLagTests() => _lag = new(Options.Create(new TranscriptionOptions { BehindAfter = TimeSpan.FromSeconds(10) }), TestMetrics.Create(), _time);

    [Fact]
    public async Task Check_LinesThatComeLate_IsUnderLoadUntilTheyComeInTimeAgain()
    {
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync()).Status);
        Publish(TimeSpan.FromSeconds(10));
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync()).Status);

        Publish(TimeSpan.FromSeconds(42));
        var late = await CheckAsync();
        Assert.Equal(HealthStatus.Degraded, late.Status);
        Assert.Contains("42 s after they are said", late.Description, StringComparison.Ordinal);
        Assert.Contains("Add a transcription host", late.Description, StringComparison.Ordinal);

        Publish(TimeSpan.FromSeconds(1));
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync()).Status);
    }

    [Fact]
    public async Task Check_NothingSaidForAMinute_ForgetsThatItWasLate()
    {
        Publish(TimeSpan.FromSeconds(42));
        _time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync()).Status);
    }

    [Fact]
    public void Published_ClockOfTheSenderAhead_IsNoLag()
    {
        Publish(TimeSpan.FromHours(-1));
        _lag.Published(null);
        Assert.Null(_lag.Behind);
    }

    private void Publish(TimeSpan ago) => _lag.Published((_time.GetUtcNow() - ago).UtcDateTime);

    private Task<HealthCheckResult> CheckAsync() => new TranscriptionCheck(_lag).CheckHealthAsync(new HealthCheckContext(), TestContext.Current.CancellationToken);
}
