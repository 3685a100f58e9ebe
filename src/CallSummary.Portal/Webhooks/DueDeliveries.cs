using CallSummary.Storage;
using CallSummary.Storage.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CallSummary.Portal.Webhooks;

/// <summary>
/// The deliveries that are due, taken by lease: taking one moves its next attempt beyond the longest time an attempt may take, so no
/// other process takes it meanwhile, and after a crash it is due again by itself.
/// </summary>
internal sealed class DueDeliveries(IDbContextFactory<CallSummaryDbContext> contexts, IOptions<PortalOptions> options, TimeProvider time)
{
    private static readonly TimeSpan LeaseMargin = TimeSpan.FromSeconds(30);

    private readonly PortalWebhookOptions _settings = options.Value.Webhooks;

    /// <summary>Takes up to <paramref name="most"/> deliveries, and no more of one webhook than may be under way at once.</summary>
    /// <param name="most">Most deliveries to take.</param>
    /// <param name="underWay">Attempts under way now, by webhook.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<IReadOnlyList<(WebhookDelivery Delivery, Webhook Webhook)>> TakeAsync(
        int most, IReadOnlyDictionary<Guid, int> underWay, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var busy = underWay.Where(w => w.Value >= _settings.ConcurrencyPerWebhook).Select(w => w.Key).ToList();
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var due = await database.WebhookDeliveries.AsNoTracking()
            .Where(d => d.State == WebhookDeliveryState.Pending && d.NextAttemptAt <= now && !busy.Contains(d.WebhookId))
            .OrderBy(d => d.NextAttemptAt)
            .Take(most)
            .Join(database.Webhooks, d => d.WebhookId, w => w.Id, (d, w) => new { Delivery = d, Webhook = w })
            .ToListAsync(cancellationToken);

        var taken = new List<(WebhookDelivery, Webhook)>(due.Count);
        var counts = new Dictionary<Guid, int>(underWay);
        foreach (var row in due)
        {
            if (counts.GetValueOrDefault(row.Webhook.Id) >= _settings.ConcurrencyPerWebhook)
            {
                continue;
            }

            // The condition repeats what was read: of two processes that read the row, one changes it. The attempt counts from
            // here, so that a delivery whose attempt crashes the process is not tried for ever.
            var mine = await database.WebhookDeliveries
                .Where(d => d.Id == row.Delivery.Id && d.State == WebhookDeliveryState.Pending && d.NextAttemptAt == row.Delivery.NextAttemptAt)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(d => d.NextAttemptAt, now + _settings.Timeout + LeaseMargin)
                        .SetProperty(d => d.Attempts, d => d.Attempts + 1),
                    cancellationToken);
            if (mine == 1)
            {
                counts[row.Webhook.Id] = counts.GetValueOrDefault(row.Webhook.Id) + 1;
                row.Delivery.Attempts++;
                taken.Add((row.Delivery, row.Webhook));
            }
        }

        return taken;
    }

    /// <summary>Stores how an attempt ended, unless the delivery was erased or removed meanwhile; returns where it stands.</summary>
    public async Task<WebhookDeliveryState> CompleteAsync(WebhookDelivery delivery, DeliveryResult result, double jitter, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var delivered = result.Outcome == DeliveryOutcome.Delivered;
        var state = delivered ? WebhookDeliveryState.Delivered
            : delivery.Attempts >= _settings.MaximumAttempts ? WebhookDeliveryState.Dead
            : WebhookDeliveryState.Pending;
        DateTimeOffset? deliveredAt = delivered ? now : null;
        var next = now + RetrySchedule.Wait(_settings, delivery.Attempts, jitter);
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        await database.WebhookDeliveries
            .Where(d => d.Id == delivery.Id && d.State == WebhookDeliveryState.Pending)
            .ExecuteUpdateAsync(
                set => set.SetProperty(d => d.State, state)
                    .SetProperty(d => d.NextAttemptAt, next)
                    .SetProperty(d => d.LastStatus, result.Status)
                    .SetProperty(d => d.LastError, result.Error)
                    .SetProperty(d => d.DeliveredAt, deliveredAt),
                cancellationToken);
        return state;
    }

    /// <summary>Gives a delivery back that was taken and not tried to the end.</summary>
    public async Task ReleaseAsync(WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        await database.WebhookDeliveries
            .Where(d => d.Id == delivery.Id && d.State == WebhookDeliveryState.Pending)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.NextAttemptAt, now), cancellationToken);
    }
}
