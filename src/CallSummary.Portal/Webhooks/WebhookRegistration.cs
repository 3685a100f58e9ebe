using System.Buffers.Text;
using System.Security.Cryptography;
using CallSummary.Portal.Access;
using CallSummary.Portal.Events;
using CallSummary.Portal.SignIn;
using CallSummary.Storage;
using CallSummary.Storage.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CallSummary.Portal.Webhooks;

/// <summary>Takes new webhooks, of the API and of the console.</summary>
internal sealed class WebhookRegistration(CallSummaryDbContext database, WebhookUrl urls, StoredSecret stored, IOptions<PortalOptions> options, TimeProvider time)
{
    private const int ShortestSecret = 16;
    private const int LongestSecret = 200;

    /// <summary>Adds one to the context, for the caller to save; or says why not.</summary>
    /// <returns>The webhook and its secret, which is never shown again; or the problem.</returns>
    public async Task<WebhookRegistrationResult> AddAsync(NewWebhook wanted, CallScope scope, CancellationToken cancellationToken)
    {
        if (await urls.ProblemAsync(wanted.Url, cancellationToken) is { } problem)
        {
            return WebhookRegistrationResult.Refused(problem);
        }

        if (wanted.Secret is { Length: < ShortestSecret or > LongestSecret })
        {
            return WebhookRegistrationResult.Refused($"\"secret\" must be {ShortestSecret} to {LongestSecret} characters; leave it out to have one made.");
        }

        var types = (wanted.EventTypes ?? []).Distinct().ToList();
        if (types.Except(EventTypes.Webhook).Any())
        {
            return WebhookRegistrationResult.Refused($"\"event_types\" may name {string.Join(", ", EventTypes.Webhook)}; leave it out for all. Lines of a running transcript come over GET /api/v1/events.");
        }

        var most = options.Value.Webhooks.MaximumPerOwner;
        var own = scope.IsTenant ? scope.Webhooks(database).Where(w => w.SubscriberNumber == null) : scope.Webhooks(database);
        if (await own.CountAsync(cancellationToken) >= most)
        {
            return WebhookRegistrationResult.Refused($"{most} webhooks are registered, which is the limit: remove one with DELETE /api/v1/webhooks/{{id}}.", isFull: true);
        }

        var now = time.GetUtcNow();
        var secret = wanted.Secret ?? "whsec_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var webhook = new Webhook
        {
            Id = Guid.CreateVersion7(now),
            TenantId = scope.TenantId,
            SubscriberNumber = scope.SubscriberNumber,
            Url = wanted.Url!,
            Secret = stored.Protect(secret),
            EventTypes = string.Join(',', types),
            CreatedAt = now,
        };
        database.Webhooks.Add(webhook);
        return new WebhookRegistrationResult(webhook, secret, Problem: null, IsFull: false);
    }
}
