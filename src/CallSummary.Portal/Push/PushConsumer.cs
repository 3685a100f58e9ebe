using CallSummary.Contracts;
using CallSummary.Portal.Access;
using CallSummary.Storage;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallSummary.Portal.Push;

/// <summary>Tells a subscriber's browsers that a summary is ready. A repeat of the message replaces the notice, it does not double it.</summary>
internal sealed class PushConsumer(
    IDbContextFactory<CallSummaryDbContext> contexts, PushSender sender, IOptions<PortalOptions> options, TimeProvider time, ILogger<PushConsumer> logger) : IConsumer<CallSummarized>
{
    public async Task Consume(ConsumeContext<CallSummarized> context)
    {
        if (!options.Value.Push.Enabled)
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

        // A session that ran out ends notices as signing out does.
        var now = time.GetUtcNow();
        var devices = owner.Devices(database).Where(d => owner.Sessions(database).Any(s => s.Id == d.SessionId && s.ExpiresAt > now));
        foreach (var device in await devices.AsNoTracking().ToListAsync(cancellationToken))
        {
            var outcome = await sender.SendAsync(device, message.CallId, PushNotice.Write(device, message.CallId, summary.Title), cancellationToken);
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
