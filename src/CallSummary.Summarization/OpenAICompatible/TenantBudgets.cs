using System.Collections.Concurrent;
using System.Threading.RateLimiting;

namespace CallSummary.Summarization.OpenAICompatible;

/// <summary>What each tenant may ask of a server: questions at once, and tokens a minute. One tenant's rush does not make the others wait.</summary>
internal sealed class TenantBudgets(int atOnce, int tokensPerMinute) : IDisposable
{
    private const int CharactersPerToken = 2;

    private readonly ConcurrentDictionary<string, Tenant> _tenants = new(StringComparer.Ordinal);

    /// <summary>Takes a place and the question's tokens out of a tenant's budget; null when it is used up. Disposing gives the place back.</summary>
    public IDisposable? Take(string tenantId, int characters)
    {
        var tenant = _tenants.GetOrAdd(tenantId, _ => new Tenant(atOnce, tokensPerMinute));
        var place = tenant.Places?.AttemptAcquire();
        if (place is { IsAcquired: false })
        {
            place.Dispose();
            return null;
        }

        // A question that is larger than a minute's budget takes all of it.
        using var tokens = tenant.Tokens?.AttemptAcquire(Math.Clamp(characters / CharactersPerToken, 1, tokensPerMinute));
        if (tokens is { IsAcquired: false })
        {
            place?.Dispose();
            return null;
        }

        return place ?? new Nothing() as IDisposable;
    }

    public void Dispose()
    {
        foreach (var tenant in _tenants.Values)
        {
            tenant.Places?.Dispose();
            tenant.Tokens?.Dispose();
        }
    }

    private sealed class Nothing : IDisposable
    {
        public void Dispose()
        {
        }
    }

    private sealed class Tenant(int atOnce, int tokensPerMinute)
    {
        public ConcurrencyLimiter? Places { get; } = atOnce > 0 ? new(new ConcurrencyLimiterOptions { PermitLimit = atOnce, QueueLimit = 0 }) : null;

        public TokenBucketRateLimiter? Tokens { get; } = tokensPerMinute > 0
            ? new(new TokenBucketRateLimiterOptions
            {
                TokenLimit = tokensPerMinute,
                TokensPerPeriod = Math.Max(1, tokensPerMinute / 60),
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            })
            : null;
    }
}
