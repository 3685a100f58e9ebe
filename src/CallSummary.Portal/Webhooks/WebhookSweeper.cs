using CallSummary.Portal.Events;
using CallSummary.Storage;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallSummary.Portal.Webhooks;

/// <summary>
/// Compares stored summaries with deliveries and makes those that are not there: the database is the truth, and a message may have died with the
/// process that held it. Removes deliveries that are past their keeping time.
/// </summary>
internal sealed class WebhookSweeper(
    IDbContextFactory<CallSummaryDbContext> contexts,
    EventSource source,
    DeliveryWriter deliveries,
    IOptions<PortalOptions> options,
    TimeProvider time,
    ILogger<WebhookSweeper> logger) : BackgroundService
{
    private const int Batch = 200;

    /// <summary>Summaries of other processes may become visible a little later than their time says.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);

    private readonly PortalWebhookOptions _settings = options.Value.Webhooks;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var since = time.GetUtcNow() - _settings.SweepWindow;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var now = time.GetUtcNow();
                var made = await SweepAsync(since, stoppingToken);
                if (made > 0)
                {
                    logger.Swept(made);
                }

                await PurgeAsync(now, stoppingToken);
                since = now - Overlap;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.SweepFailed(_settings.SweepInterval, exception);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(_settings.SweepInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Makes the deliveries that summaries stored at or after <paramref name="since"/> lack; returns how many.</summary>
    internal async Task<int> SweepAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var made = 0;
        var (at, id) = (since, Guid.Empty);
        while (true)
        {
            await using var database = await contexts.CreateDbContextAsync(cancellationToken);
            var summaries = await database.Summaries.AsNoTracking()
                .Where(s => s.CreatedAt > at || (s.CreatedAt == at && s.Id > id))
                .OrderBy(s => s.CreatedAt).ThenBy(s => s.Id)
                .Take(Batch)
                .ToListAsync(cancellationToken);
            foreach (var summary in await LackingAsync(database, summaries, cancellationToken))
            {
                if (await source.OfAsync(summary, cancellationToken) is { } ready)
                {
                    made += await deliveries.WriteAsync(ready, cancellationToken);
                }
            }

            if (summaries.Count < Batch)
            {
                return made;
            }

            (at, id) = (summaries[^1].CreatedAt, summaries[^1].Id);
        }
    }

    internal async Task PurgeAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (delivered, dead) = (now - _settings.KeepDelivered, now - _settings.KeepDead);
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        await database.WebhookDeliveries
            .Where(d => (d.State == WebhookDeliveryState.Delivered && d.DeliveredAt < delivered)
                || (d.State == WebhookDeliveryState.Dead && d.NextAttemptAt < dead))
            .ExecuteDeleteAsync(cancellationToken);
    }

    private static async Task<IEnumerable<Summary>> LackingAsync(
        CallSummaryDbContext database, List<Summary> summaries, CancellationToken cancellationToken)
    {
        var tenants = summaries.Select(s => s.TenantId).Distinct().ToList();
        var webhooks = await database.Webhooks.AsNoTracking().Where(w => tenants.Contains(w.TenantId)).ToListAsync(cancellationToken);
        if (webhooks.Count == 0)
        {
            return [];
        }

        var calls = summaries.Select(s => s.CallId).Distinct().ToList();
        var there = (await database.WebhookDeliveries
            .Where(d => calls.Contains(d.CallId) && d.EventType == EventTypes.SummaryReady)
            .Select(d => new { d.WebhookId, d.EventId })
            .ToListAsync(cancellationToken)).Select(d => (d.WebhookId, d.EventId)).ToHashSet();

        // A webhook is not told of what was there before it.
        return summaries.Where(s => webhooks.Exists(w =>
            w.TenantId == s.TenantId
            && (w.SubscriberNumber is null || w.SubscriberNumber == s.SubscriberNumber)
            && w.CreatedAt <= s.CreatedAt
            && DeliveryWriter.Wants(w, EventTypes.SummaryReady)
            && !there.Contains((w.Id, EventSource.SummaryReadyId(s)))));
    }
}
