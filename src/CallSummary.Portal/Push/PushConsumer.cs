using CallSummary.Contracts;
using CallSummary.Portal.Access;
using CallSummary.Storage;
using CallSummary.Storage.Subscribers;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CallSummary.Portal.Push;

/// <summary>Tells a subscriber's browsers and apps that a summary is ready. A repeat of the message replaces the notice, it does not double it.</summary>
internal sealed class PushConsumer(
    IDbContextFactory<CallSummaryDbContext> contexts, IEnumerable<IPushProvider> providers, TimeProvider time, ILogger<PushConsumer> logger) : IConsumer<CallSummarized>
{
    private readonly Dictionary<PushKind, IPushProvider> _providers = providers.Where(p => p.IsOn).ToDictionary(p => p.Kind);

    public async Task Consume(ConsumeContext<CallSummarized> context)
    {
        if (_providers.Count == 0)
        {
            return;
        }

        var (message, cancellationToken) = (context.Message, context.CancellationToken);
        var owner = new CallScope(message.TenantId, message.SubscriberNumber);
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        if (await owner.Summaries(database).SingleOrDefaultAsync(s => s.Id == message.SummaryId, cancellationToken) is not { } summary)
        {
            return; // Erased meanwhile.
        }

        // A session that ran out, or an app's key that was revoked, ends notices as signing out does.
        var now = time.GetUtcNow();
        var devices = owner.Devices(database).Where(d => owner.Sessions(database).Any(s => s.Id == d.SessionId && s.ExpiresAt > now)
            || owner.ApiKeys(database).Any(k => k.Id == d.SessionId && k.RevokedAt == null));
        foreach (var device in await devices.AsNoTracking().ToListAsync(cancellationToken))
        {
            if (!_providers.TryGetValue(device.Kind, out var provider))
            {
                continue;
            }

            var outcome = await provider.SendAsync(device, PushNotice.Of(device, message.CallId, summary.Title), cancellationToken);
            if (outcome is PushOutcome.Gone or PushOutcome.Refused)
            {
                await database.PushDevices.Where(d => d.Id == device.Id).ExecuteDeleteAsync(cancellationToken);
                logger.DeviceGone(device.Id);
            }
            else if (outcome == PushOutcome.Later)
            {
                logger.NoticeFailed(device.Id, "its push service cannot take it now");
            }
        }
    }
}
