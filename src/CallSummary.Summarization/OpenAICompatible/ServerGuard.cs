using CallSummary.Contracts;

namespace CallSummary.Summarization.OpenAICompatible;

/// <summary>Decides whether a server is asked: its circuit breaker and the tenant's budget.</summary>
internal sealed class ServerGuard(CircuitBreaker breaker, TenantBudgets budgets) : IDisposable
{
    public static ServerGuard Create(OpenAICompatibleOptions options, TimeProvider time) =>
        new(new CircuitBreaker(options.BreakAfter, options.BreakFor, time), new TenantBudgets(options.TenantConcurrency, options.TenantTokensPerMinute));

    /// <summary>Asks for leave. With it, <see cref="Report"/> must follow and the place be disposed.</summary>
    /// <returns>The place; or why the server is not asked.</returns>
    public (IDisposable? Place, SummaryFailure Refusal) Enter(string tenantId, int characters)
    {
        if (budgets.Take(tenantId, characters) is not { } place)
        {
            return (null, SummaryFailure.OverBudget);
        }

        if (breaker.TryEnter())
        {
            return (place, SummaryFailure.None);
        }

        place.Dispose();
        return (null, SummaryFailure.EngineFailure);
    }

    /// <summary>Tells how it went. An answer that is no summary is the model's fault, not the server's.</summary>
    public void Report(SummaryFailure failure) => breaker.Report(failure is not (SummaryFailure.Timeout or SummaryFailure.EngineFailure));

    public void Dispose() => budgets.Dispose();
}
