using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;

namespace CallSummary.Transcription.Servers;

/// <summary>What a request to the speech server goes through: another try, a breaker, a limit of time.</summary>
internal static class SpeechServerPipeline
{
    private const int FewestRequests = 4;
    private const double FailedShare = 0.5;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    public static void AddSpeechServerPipeline(this IHttpClientBuilder client) => client.AddResilienceHandler("speech", (pipeline, context) =>
    {
        var server = context.ServiceProvider.GetRequiredService<IOptions<TranscriptionOptions>>().Value.Server;
        if (server.Retries > 0)
        {
            pipeline.AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = server.Retries,
                Delay = server.RetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
            });
        }

        pipeline
            .AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions
            {
                FailureRatio = FailedShare,
                MinimumThroughput = FewestRequests,
                SamplingDuration = Window,
                BreakDuration = server.BreakDuration,
            })
            .AddTimeout(server.AttemptTimeout);
    });
}
