using Microsoft.EntityFrameworkCore;

namespace CallSummary.Storage.Database;

/// <summary>Lets the rest of the service ask for the model and not for a provider's variant of it.</summary>
internal sealed class ContextFactory<TContext>(IDbContextFactory<TContext> provider) : IDbContextFactory<CallSummaryDbContext>
    where TContext : CallSummaryDbContext
{
    public CallSummaryDbContext CreateDbContext() => provider.CreateDbContext();

    public async Task<CallSummaryDbContext> CreateDbContextAsync(CancellationToken cancellationToken = default) =>
        await provider.CreateDbContextAsync(cancellationToken);
}
