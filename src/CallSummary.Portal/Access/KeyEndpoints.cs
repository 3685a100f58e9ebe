using CallSummary.Storage;
using CallSummary.Storage.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Portal.Access;

/// <summary><c>/api/v1/keys</c>: for the tenant's keys only.</summary>
internal static class KeyEndpoints
{
    private const int LongestName = 100;
    private const int LongestNumber = 64;

    public static void MapKeys(this IEndpointRouteBuilder api)
    {
        var keys = api.MapGroup("/keys").WithTags("Keys").RequireAuthorization(TenantKeyPolicy.Name)
            .ProducesProblem(StatusCodes.Status403Forbidden);

        keys.MapPost("", CreateAsync).WithName("CreateKey").WithSummary("Make an API key")
            .WithDescription("The answer shows the key once. A key without subscriber_number reads every call of the tenant and may manage keys; one with it reads that subscriber's calls only.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        keys.MapGet("", ListAsync).WithName("ListKeys").WithSummary("List the tenant's API keys")
            .WithDescription("Newest first, revoked ones included. The keys themselves are not stored and cannot be shown.");
        keys.MapDelete("/{id:guid}", RevokeAsync).WithName("RevokeKey").WithSummary("Revoke an API key")
            .WithDescription("The key stops working with its next request; its open event streams end at their next heartbeat.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Created<CreatedKeyResource>, ProblemHttpResult>> CreateAsync(
        NewKey body, CallScope scope, ApiKeys keys, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(body.Name) || body.Name.Length > LongestName)
        {
            return ApiProblem.BadRequest($"Give \"name\": 1 to {LongestName} characters that say what the key is for.");
        }

        if (body.SubscriberNumber is { } number && (number.Length is 0 or > LongestNumber || number.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))))
        {
            return ApiProblem.BadRequest($"\"subscriber_number\" must be a number as the calls show it, without blanks, at most {LongestNumber} characters (for example +821012345678); leave it out for a key of the whole tenant.");
        }

        var (row, key) = await keys.CreateAsync(scope.TenantId, body.SubscriberNumber, body.Name.Trim(), cancellationToken);
        return TypedResults.Created($"/api/v1/keys/{row.Id}", new CreatedKeyResource
        {
            Id = row.Id,
            Name = row.Name,
            SubscriberNumber = row.SubscriberNumber,
            CreatedAt = row.CreatedAt,
            RevokedAt = null,
            Key = key,
        });
    }

    private static async Task<Ok<ResourceList<KeyResource>>> ListAsync(CallScope scope, CallSummaryDbContext database, CancellationToken cancellationToken)
    {
        var rows = await scope.ApiKeys(database).AsNoTracking().OrderByDescending(k => k.CreatedAt).ToListAsync(cancellationToken);
        return TypedResults.Ok(new ResourceList<KeyResource> { Items = rows.ConvertAll(KeyResource.Of) });
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(Guid id, CallScope scope, ApiKeys keys, CancellationToken cancellationToken) =>
        await keys.RevokeAsync(id, scope.TenantId, cancellationToken)
            ? TypedResults.NoContent()
            : ApiProblem.NotFound("Your tenant has no working key with this id. GET /api/v1/keys lists its keys.");
}
