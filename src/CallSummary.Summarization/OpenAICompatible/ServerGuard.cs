using CallSummary.Contracts;
using CallSummary.Summarization.Summaries;
using Polly;
using Polly.CircuitBreaker;

namespace CallSummary.Summarization.OpenAICompatible;

/// <summary>
/// Decides whether a server is asked: the tenant's budget, and a breaker. Calls need their summaries at hang-up; waiting out a dead server's
/// time limit for each would make all of them late.
/// </summary>
internal sealed class ServerGuard : IDisposable
{
    private const double FailedShare = 0.5;

    private readonly TenantBudgets _budgets;
    private readonly ResiliencePipeline<WriteAttempt> _breaker;

    public ServerGuard(OpenAICompatibleOptions options, TimeProvider time)
    {
        _budgets = new TenantBudgets(options.TenantConcurrency, options.TenantTokensPerMinute);
        _breaker = new ResiliencePipelineBuilder<WriteAttempt> { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<WriteAttempt>
            {
                FailureRatio = FailedShare,
                MinimumThroughput = options.BreakAfter,
                SamplingDuration = options.BreakWindow,
                BreakDuration = options.BreakFor,

                // An answer that is no summary is the model's fault, a cancelled question nobody's.
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Result?.Failure is SummaryFailure.Timeout or SummaryFailure.EngineFailure),
            })
            .Build();
    }

    /// <summary>Asks, or says at once why the server is not asked.</summary>
    public async Task<WriteAttempt> AskAsync(string tenantId, int characters, Func<CancellationToken, Task<WriteAttempt>> ask, CancellationToken cancellationToken)
    {
        using var place = _budgets.Take(tenantId, characters);
        if (place is null)
        {
            return new(null, SummaryFailure.OverBudget) { NotAsked = "the tenant has used up TenantConcurrency or TenantTokensPerMinute" };
        }

        try
        {
            return await _breaker.ExecuteAsync(async token => await ask(token), cancellationToken);
        }
        catch (BrokenCircuitException)
        {
            return new(null, SummaryFailure.EngineFailure) { NotAsked = "it failed too often and is left alone for BreakFor" };
        }
    }

    public void Dispose() => _budgets.Dispose();
}
