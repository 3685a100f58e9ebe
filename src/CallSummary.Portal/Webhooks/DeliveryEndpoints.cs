using CallSummary.Portal.Access;
using CallSummary.Storage;
using CallSummary.Storage.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Portal.Webhooks;

/// <summary><c>/api/v1/webhooks/{id}/deliveries</c>: what became of the events, and sending one again.</summary>
internal static class DeliveryEndpoints
{
    private const int Most = 200;

    public static void MapDeliveries(this IEndpointRouteBuilder webhooks)
    {
        webhooks.MapGet("/{id:guid}/deliveries", ListAsync).WithName("ListDeliveries").WithSummary("List a webhook's deliveries")
            .WithDescription($"The last {Most}, newest first; `state` (`pending`, `delivered` or `dead`) chooses. Bodies are not shown.")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        webhooks.MapPost("/{id:guid}/deliveries/{delivery_id:guid}/resend", ResendAsync).WithName("ResendDelivery").WithSummary("Send a delivery again")
            .WithDescription("Makes a dead or delivered event due at once, with its event id and all its attempts again.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<ResourceList<DeliveryResource>>, ProblemHttpResult>> ListAsync(
        Guid id, string? state, CallScope scope, CallSummaryDbContext database, CancellationToken cancellationToken)
    {
        WebhookDeliveryState? wanted = state switch
        {
            "pending" => WebhookDeliveryState.Pending,
            "delivered" => WebhookDeliveryState.Delivered,
            "dead" => WebhookDeliveryState.Dead,
            _ => null,
        };
        if (state is not null && wanted is null)
        {
            return ApiProblem.BadRequest("\"state\" must be pending, delivered or dead; leave it out for all.");
        }

        if (!await scope.Webhooks(database).AnyAsync(w => w.Id == id, cancellationToken))
        {
            return WebhookEndpoints.NoWebhook();
        }

        var deliveries = await scope.Deliveries(database, id).AsNoTracking()
            .Where(d => wanted == null || d.State == wanted)
            .OrderByDescending(d => d.Id)
            .Take(Most)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(new ResourceList<DeliveryResource> { Items = deliveries.ConvertAll(DeliveryResource.Of) });
    }

    private static async Task<Results<Accepted<DeliveryResource>, ProblemHttpResult>> ResendAsync(
        Guid id, [FromRoute(Name = "delivery_id")] Guid deliveryId, CallScope scope, CallSummaryDbContext database, WebhookSignal signal, TimeProvider time, CancellationToken cancellationToken)
    {
        var one = scope.Deliveries(database, id).Where(d => d.Id == deliveryId);
        if (await one.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is not { } delivery)
        {
            return ApiProblem.NotFound("There is no such delivery that your API key may manage. GET /api/v1/webhooks/{id}/deliveries lists a webhook's.");
        }

        if (delivery.Body == "{}")
        {
            return ApiProblem.Conflict("The call was erased, and what this delivery told of it with it: there is nothing to send.");
        }

        var now = time.GetUtcNow();
        var changed = await one.Where(d => d.State != WebhookDeliveryState.Pending && d.Body != "{}").ExecuteUpdateAsync(
            set => set.SetProperty(d => d.State, WebhookDeliveryState.Pending)
                .SetProperty(d => d.Attempts, 0)
                .SetProperty(d => d.NextAttemptAt, now),
            cancellationToken);
        if (changed == 0)
        {
            return ApiProblem.Conflict("The delivery is already waiting to be sent: next_attempt_at says when.");
        }

        signal.Raise();
        return TypedResults.Accepted((string?)null, DeliveryResource.Of(await one.AsNoTracking().SingleAsync(cancellationToken)));
    }
}
