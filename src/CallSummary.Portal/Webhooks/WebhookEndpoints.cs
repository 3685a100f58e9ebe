using CallSummary.Portal.Access;
using CallSummary.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Portal.Webhooks;

/// <summary><c>/api/v1/webhooks</c>.</summary>
internal static class WebhookEndpoints
{
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
        NewWebhook body, CallScope scope, CallSummaryDbContext database, WebhookRegistration registration, CancellationToken cancellationToken)
    {
        var (webhook, secret, problem, isFull) = await registration.AddAsync(body, scope, cancellationToken);
        if (webhook is null)
        {
            return isFull ? ApiProblem.Conflict(problem!) : ApiProblem.BadRequest(problem!);
        }

        await database.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/webhooks/{webhook.Id}", CreatedWebhookResource.Of(webhook, secret!));
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
