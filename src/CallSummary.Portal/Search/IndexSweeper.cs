using CallSummary.Storage;
using CallSummary.Storage.Calls;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CallSummary.Portal.Search;

/// <summary>Indexes calls that are not in the index, or whose summary is newer than their entry: the database is the truth, messages are nudges.</summary>
internal sealed class IndexSweeper(IDbContextFactory<CallSummaryDbContext> contexts, CallIndexer indexer, TimeProvider time, ILogger<IndexSweeper> logger) : BackgroundService
{
    private const int Batch = 100;
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await SweepAsync(stoppingToken) == Batch)
                {
                }
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.IndexingFailed(Interval, exception);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    internal async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var missing = await database.Calls.AsNoTracking()
            .Where(c => c.State != CallState.InProgress && c.State != CallState.Erased && (c.CallerIsSubscriber || c.CalleeIsSubscriber))
            .Where(c => !database.CallIndex.Any(e => e.CallId == c.Id)
                || database.Summaries.Any(s => s.CallId == c.Id && database.CallIndex.Any(e => e.CallId == c.Id && e.Leg == s.SubscriberLeg && e.IndexedAt < s.CreatedAt)))
            .OrderByDescending(c => c.StartedAt)
            .Take(Batch)
            .Select(c => new { c.Id, c.TenantId })
            .ToListAsync(cancellationToken);
        foreach (var call in missing)
        {
            await indexer.IndexAsync(call.Id, call.TenantId, cancellationToken);
        }

        return missing.Count;
    }
}
