using CallSummary.Portal.Access;
using CallSummary.Portal.Events;
using CallSummary.Storage;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Portal.Webhooks;

/// <summary>Turns an event into one delivery for each webhook that may and wants to know. Doing it twice changes nothing.</summary>
internal sealed class DeliveryWriter(IDbContextFactory<CallSummaryDbContext> contexts, WebhookSignal signal, TimeProvider time)
{
    /// <summary>Returns the number of deliveries that were not there before.</summary>
    public async Task<int> WriteAsync(PortalEvent happened, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var webhooks = await database.Webhooks.AsNoTracking().Where(w => w.TenantId == happened.TenantId).ToListAsync(cancellationToken);
        return await WriteAsync(database, happened, webhooks.Select(w => (w, new CallScope(w.TenantId, w.SubscriberNumber))), cancellationToken);
    }

    /// <summary>
    /// Tells of an erasure. The call's numbers are gone, so who must know is who was told of it before, and the tenant.
    /// </summary>
    public async Task<int> WriteErasedAsync(PortalEvent erased, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var webhooks = await database.Webhooks.AsNoTracking()
            .Where(w => w.TenantId == erased.TenantId
                && (w.SubscriberNumber == null || database.WebhookDeliveries.Any(d => d.WebhookId == w.Id && d.CallId == erased.CallId)))
            .ToListAsync(cancellationToken);
        return await WriteAsync(database, erased, webhooks.Select(w => (w, new CallScope(w.TenantId, null))), cancellationToken);
    }

    private async Task<int> WriteAsync(
        CallSummaryDbContext database, PortalEvent happened, IEnumerable<(Webhook Webhook, CallScope Scope)> webhooks, CancellationToken cancellationToken)
    {
        var written = 0;
        foreach (var (webhook, scope) in webhooks)
        {
            if (Wants(webhook, happened.Type)
                && happened.For(scope) is { } body
                && await TryWriteAsync(database, webhook, happened, body, cancellationToken))
            {
                written++;
            }
        }

        if (written > 0 && happened.Type != EventTypes.CallErased)
        {
            await ForgetIfErasedAsync(database, happened.CallId, cancellationToken);
        }

        if (written > 0)
        {
            signal.Raise();
        }

        return written;
    }

    internal static bool Wants(Webhook webhook, string type) =>
        webhook.EventTypes.Length == 0 || webhook.EventTypes.Split(',').Contains(type);

    private async Task<bool> TryWriteAsync(
        CallSummaryDbContext database, Webhook webhook, PortalEvent happened, string body, CancellationToken cancellationToken)
    {
        var there = database.WebhookDeliveries.Where(d => d.WebhookId == webhook.Id && d.EventId == happened.Id);
        if (await there.AnyAsync(cancellationToken))
        {
            return false;
        }

        var now = time.GetUtcNow();
        database.WebhookDeliveries.Add(new WebhookDelivery
        {
            Id = Guid.CreateVersion7(now),
            WebhookId = webhook.Id,
            EventId = happened.Id,
            EventType = happened.Type,
            CallId = happened.CallId,
            Body = body,
            State = WebhookDeliveryState.Pending,
            NextAttemptAt = now,
            CreatedAt = happened.CreatedAt,
        });
        try
        {
            await database.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException)
        {
            // The unique index says that another consumer wrote it, or the webhook was removed meanwhile; anything else is an error.
            database.ChangeTracker.Clear();
            if (await there.AnyAsync(cancellationToken) || !await database.Webhooks.AnyAsync(w => w.Id == webhook.Id, cancellationToken))
            {
                return false;
            }

            throw;
        }
    }

    // An erasure may have committed after the event was made and before its deliveries were: it emptied those that it saw.
    private static async Task ForgetIfErasedAsync(CallSummaryDbContext database, Guid callId, CancellationToken cancellationToken)
    {
        if (await database.Calls.AnyAsync(c => c.Id == callId && c.State == CallState.Erased, cancellationToken))
        {
            await database.WebhookDeliveries
                .Where(d => d.CallId == callId && d.EventType != EventTypes.CallErased)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(d => d.Body, "{}")
                        .SetProperty(d => d.State, d => d.State == WebhookDeliveryState.Pending ? WebhookDeliveryState.Dead : d.State)
                        .SetProperty(d => d.LastError, "The call was erased before this was delivered."),
                    cancellationToken);
        }
    }
}
