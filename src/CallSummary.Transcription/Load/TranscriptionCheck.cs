using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CallSummary.Transcription.Load;

/// <summary>Ready, or under load: lines come later than they are worth something to somebody who reads along.</summary>
internal sealed class TranscriptionCheck(TranscriptionLag lag) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(lag.Behind is { } behind
            ? HealthCheckResult.Degraded(string.Create(
                CultureInfo.InvariantCulture,
                $"Lines come {behind.TotalSeconds:0} s after they are said: more is spoken than this host's workers can hear. Nothing is lost. Add a transcription host, or choose a smaller model."))
            : HealthCheckResult.Healthy());
}
