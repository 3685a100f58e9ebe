using CallSummary.Portal.Access;
using CallSummary.Portal.Events;
using CallSummary.Storage;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Erasure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CallSummary.Portal.App;

/// <summary>Erases calls that every subscriber on them keeps no longer.</summary>
internal sealed class RetentionSweeper(
    IDbContextFactory<CallSummaryDbContext> contexts, CallEraser eraser, KnownParties known, TimeProvider time, ILogger<RetentionSweeper> logger) : BackgroundService
{
    private const int Batch = 200;
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await SweepAsync(stoppingToken) is > 0 and var count)
                {
                    logger.Retired(count);
                }
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.RetirementFailed(Interval, exception);
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
        var now = time.GetUtcNow();
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var settings = await database.SubscriberSettings.AsNoTracking().Where(s => s.RetentionDays != null).ToListAsync(cancellationToken);
        var keeps = settings.ToDictionary(s => (s.TenantId, s.SubscriberNumber), s => now.AddDays(-s.RetentionDays!.Value));
        var erased = 0;
        foreach (var ((tenant, number), before) in keeps)
        {
            // Page by page to the end: calls that another subscriber on them still keeps must not stand before those that are over.
            var (at, id) = (DateTimeOffset.UnixEpoch, Guid.Empty);
            List<Call> old;
            do
            {
                old = await new CallScope(tenant, number).Calls(database)
                    .Where(c => c.StartedAt < before && c.State != CallState.InProgress)
                    .Where(c => c.StartedAt > at || (c.StartedAt == at && c.Id > id))
                    .OrderBy(c => c.StartedAt).ThenBy(c => c.Id).Take(Batch).ToListAsync(cancellationToken);
                foreach (var call in old)
                {
                    (at, id) = (call.StartedAt, call.Id);
                    if (IsOver(call, keeps))
                    {
                        known.Remember(call.Id, CallParties.Of(call));
                        await eraser.EraseAsync(call.Id, cancellationToken);
                        erased++;
                    }
                }
            }
            while (old.Count == Batch);
        }

        return erased;
    }

    private static bool IsOver(Call call, Dictionary<(string, string), DateTimeOffset> keeps)
    {
        var parties = CallParties.Of(call);
        return new[] { parties.Caller, parties.Callee }.OfType<string>()
            .All(number => keeps.TryGetValue((call.TenantId, number), out var before) && call.StartedAt < before);
    }
}
