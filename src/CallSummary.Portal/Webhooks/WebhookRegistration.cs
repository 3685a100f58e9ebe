using System.Buffers.Text;
using System.Security.Cryptography;
using CallSummary.Portal.Access;
using CallSummary.Portal.Events;
using CallSummary.Storage;
using CallSummary.Storage.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CallSummary.Portal.Webhooks;

/// <summary>Takes new webhooks, of the API and of the console.</summary>
internal sealed class WebhookRegistration(CallSummaryDbContext database, WebhookUrl urls, IOptions<PortalOptions> options, TimeProvider time)
{
    private const int ShortestSecret = 16;
    private const int LongestSecret = 200;

    /// <summary>Adds one to the context, for the caller to save; or says why not.</summary>
    /// <returns>The webhook with its secret, or the problem, and whether it is that there are too many.</returns>
    public async Task<(Webhook? Webhook, string? Problem, bool IsFull)> AddAsync(NewWebhook wanted, CallScope scope, CancellationToken cancellationToken)
    {
        if (await urls.ProblemAsync(wanted.Url, cancellationToken) is { } problem)
        {
            return (null, problem, false);
        }

        if (wanted.Secret is { Length: < ShortestSecret or > LongestSecret })
        {
            return (null, $"\"secret\" must be {ShortestSecret} to {LongestSecret} characters; leave it out to have one made.", false);
        }

        var types = (wanted.EventTypes ?? []).Distinct().ToList();
        if (types.Except(EventTypes.Webhook).Any())
        {
            return (null, $"\"event_types\" may name {string.Join(", ", EventTypes.Webhook)}; leave it out for all. Lines of a running transcript come over GET /api/v1/events.", false);
        }

        var most = options.Value.Webhooks.MaximumPerOwner;
        var own = scope.IsTenant ? scope.Webhooks(database).Where(w => w.SubscriberNumber == null) : scope.Webhooks(database);
        if (await own.CountAsync(cancellationToken) >= most)
        {
            return (null, $"{most} webhooks are registered, which is the limit: remove one with DELETE /api/v1/webhooks/{{id}}.", true);
        }

        var now = time.GetUtcNow();
        var webhook = new Webhook
        {
            Id = Guid.CreateVersion7(now),
            TenantId = scope.TenantId,
            SubscriberNumber = scope.SubscriberNumber,
            Url = wanted.Url!,
            Secret = wanted.Secret ?? "whsec_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)),
            EventTypes = string.Join(',', types),
            CreatedAt = now,
        };
        database.Webhooks.Add(webhook);
        return (webhook, null, false);
    }
}
