using System.Buffers.Text;
using System.Security.Cryptography;
using CallSummary.Portal.Access;
using CallSummary.Portal.Events;
using CallSummary.Portal.SignIn;
using CallSummary.Storage;
using CallSummary.Storage.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CallSummary.Portal.Webhooks;

/// <summary><c>/api/v1/webhooks</c>.</summary>
internal static class WebhookEndpoints
{
    private const int ShortestSecret = 16;
    private const int LongestSecret = 200;

    private const string Description = """
        Each event is POSTed as JSON (EventEnvelope; `summary.ready` holds the whole summary) with these headers:
        `CallSummary-Event-Id` (the same in every attempt: drop repeats), `CallSummary-Event-Type`, `CallSummary-Timestamp` (Unix seconds of the
        attempt) and `CallSummary-Signature: v1=` + hex HMAC-SHA256 of `timestamp + "." + body` under the secret. Compare in constant time and refuse
        timestamps older than five minutes. Answer 2xx once the event is stored; anything else, a redirect included, is tried again with growing
        waits until the delivery is dead. A webhook of a subscriber's key is told of that subscriber's calls, from his view. The secret is shown once.
        """;

    public static void MapWebhooks(this IEndpointRouteBuilder api)
    {
        var webhooks = api.MapGroup("/webhooks").WithTags("Webhooks");
        webhooks.MapPost("", CreateAsync).WithName("CreateWebhook").WithSummary("Register a webhook").WithDescription(Description)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);
        webhooks.MapGet("", ListAsync).WithName("ListWebhooks").WithSummary("List webhooks")
            .WithDescription("A key of the tenant sees those of its subscribers too. Secrets are not shown.");
        webhooks.MapDelete("/{id:guid}", RemoveAsync).WithName("RemoveWebhook").WithSummary("Remove a webhook")
            .WithDescription("Its deliveries go with it, those that wait included.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        webhooks.MapDeliveries();
    }

    internal static ProblemHttpResult NoWebhook() =>
        ApiProblem.NotFound("There is no webhook with this id that your API key may manage. GET /api/v1/webhooks lists those that it may.");

    private static async Task<Results<Created<CreatedWebhookResource>, ProblemHttpResult>> CreateAsync(
        NewWebhook body, CallScope scope, CallSummaryDbContext database, WebhookUrl urls, StoredSecret stored, IOptions<PortalOptions> options, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await urls.ProblemAsync(body.Url, cancellationToken) is { } problem)
        {
            return ApiProblem.BadRequest(problem);
        }

        if (body.Secret is { Length: < ShortestSecret or > LongestSecret })
        {
            return ApiProblem.BadRequest($"\"secret\" must be {ShortestSecret} to {LongestSecret} characters; leave it out to have one made.");
        }

        var types = (body.EventTypes ?? []).Distinct().ToList();
        if (types.Except(EventTypes.Webhook).Any())
        {
            return ApiProblem.BadRequest($"\"event_types\" may name {string.Join(", ", EventTypes.Webhook)}; leave it out for all. Lines of a running transcript come over GET /api/v1/events.");
        }

        var most = options.Value.Webhooks.MaximumPerOwner;
        var own = scope.IsTenant ? scope.Webhooks(database).Where(w => w.SubscriberNumber == null) : scope.Webhooks(database);
        if (await own.CountAsync(cancellationToken) >= most)
        {
            return ApiProblem.Conflict($"{most} webhooks are registered, which is the limit: remove one with DELETE /api/v1/webhooks/{{id}}.");
        }

        var now = time.GetUtcNow();
        var secret = body.Secret ?? "whsec_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var webhook = new Webhook
        {
            Id = Guid.CreateVersion7(now),
            TenantId = scope.TenantId,
            SubscriberNumber = scope.SubscriberNumber,
            Url = body.Url!,
            Secret = stored.Protect(secret),
            EventTypes = string.Join(',', types),
            CreatedAt = now,
        };
        database.Webhooks.Add(webhook);
        await database.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/webhooks/{webhook.Id}", CreatedWebhookResource.Of(webhook, secret));
    }

    private static async Task<Ok<ResourceList<WebhookResource>>> ListAsync(CallScope scope, CallSummaryDbContext database, CancellationToken cancellationToken)
    {
        var webhooks = await scope.Webhooks(database).AsNoTracking().OrderBy(w => w.CreatedAt).ToListAsync(cancellationToken);
        return TypedResults.Ok(new ResourceList<WebhookResource> { Items = webhooks.ConvertAll(WebhookResource.Of) });
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        Guid id, CallScope scope, CallSummaryDbContext database, CancellationToken cancellationToken) =>
        await scope.Webhooks(database).Where(w => w.Id == id).ExecuteDeleteAsync(cancellationToken) == 1
            ? TypedResults.NoContent()
            : NoWebhook();
}
