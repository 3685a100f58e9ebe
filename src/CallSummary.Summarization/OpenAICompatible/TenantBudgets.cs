using System.Threading.RateLimiting;

namespace CallSummary.Summarization.OpenAICompatible;

/// <summary>What each tenant may ask of a server: questions at once, and tokens a minute. One tenant's rush does not make the others wait.</summary>
internal sealed class TenantBudgets(int atOnce, int tokensPerMinute) : IDisposable
{
    private const int CharactersPerToken = 2;
    private const int RefillsPerMinute = 10;

    private readonly PartitionedRateLimiter<string> _places = PartitionedRateLimiter.Create<string, string>(tenant => atOnce > 0
        ? RateLimitPartition.GetConcurrencyLimiter(tenant, _ => new() { PermitLimit = atOnce })
        : RateLimitPartition.GetNoLimiter(tenant));

    private readonly PartitionedRateLimiter<string> _tokens = PartitionedRateLimiter.Create<string, string>(tenant => tokensPerMinute > 0
        ? RateLimitPartition.GetTokenBucketLimiter(tenant, _ => new()
        {
            TokenLimit = tokensPerMinute,
            TokensPerPeriod = Math.Max(1, tokensPerMinute / RefillsPerMinute),
            ReplenishmentPeriod = TimeSpan.FromMinutes(1) / RefillsPerMinute,
        })
        : RateLimitPartition.GetNoLimiter(tenant));

    /// <summary>Takes a place and the question's tokens out of a tenant's budget; null when it is used up. Disposing gives the place back.</summary>
    public IDisposable? Take(string tenantId, int characters)
    {
        var place = _places.AttemptAcquire(tenantId);

        // A question that is larger than a minute's budget takes all of it.
        if (place.IsAcquired && (tokensPerMinute == 0 || TakesTokens(tenantId, Math.Clamp(characters / CharactersPerToken, 1, tokensPerMinute))))
        {
            return place;
        }

        place.Dispose();
        return null;
    }

    public void Dispose()
    {
        _places.Dispose();
        _tokens.Dispose();
    }

    private bool TakesTokens(string tenantId, int tokens)
    {
        using var taken = _tokens.AttemptAcquire(tenantId, tokens);
        return taken.IsAcquired;
    }
}
