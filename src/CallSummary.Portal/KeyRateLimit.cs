using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CallSummary.Portal;

/// <summary>A token bucket for each API key; requests without one share a bucket by their address.</summary>
internal static class KeyRateLimit
{
    public const string Policy = "api-key";

    public static void Configure(RateLimiterOptions limiter)
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = async (context, _) =>
        {
            context.HttpContext.Response.Headers.RetryAfter = 1.ToString(CultureInfo.InvariantCulture);
            await ApiProblem.TooMany("Too many requests for this key: wait a second and send fewer. The operator's limits are CallSummary:Portal:RequestsPerSecond and RequestBurst.")
                .ExecuteAsync(context.HttpContext);
        };
        limiter.AddPolicy(Policy, context =>
        {
            var options = context.RequestServices.GetRequiredService<IOptions<PortalOptions>>().Value;
            var partition = context.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? $"address {context.Connection.RemoteIpAddress}";
            return RateLimitPartition.GetTokenBucketLimiter(partition, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = options.RequestBurst,
                TokensPerPeriod = options.RequestsPerSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            });
        });
    }
}
