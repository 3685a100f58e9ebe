using System.Security.Claims;
using CallSummary.Portal.Access;
using CallSummary.Storage;
using CallSummary.Storage.Subscribers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Portal.Push;

/// <summary><c>/api/v1/devices</c>: telephones whose app wants notices.</summary>
internal static class DeviceEndpoints
{
    private const int LongestToken = 1000;

    public static void MapDevices(this IEndpointRouteBuilder api)
    {
        var devices = api.MapGroup("/devices").WithTags("Devices");
        devices.MapPost("", AddAsync).WithName("AddDevice").WithSummary("Register an app for notices")
            .WithDescription("For a subscriber's key. The device goes with the key, and by itself when its service says that it is gone. A token that is registered again replaces what it was. Notices say that a summary is ready, no more, unless shows_title is true.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        devices.MapGet("", ListAsync).WithName("ListDevices").WithSummary("List the subscriber's devices")
            .WithDescription("Browsers included. A key of the whole tenant has none.");
        devices.MapDelete("/{id:guid}", RemoveAsync).WithName("RemoveDevice").WithSummary("End a device's notices")
            .WithDescription("Nothing more is sent to it.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Created<DeviceResource>, ProblemHttpResult>> AddAsync(
        NewDevice body, CallScope scope, ClaimsPrincipal user, DeviceList devices, IEnumerable<IPushProvider> providers, TimeProvider time, CancellationToken cancellationToken)
    {
        if (scope.SubscriberNumber is not { } number)
        {
            return ApiProblem.BadRequest("Only a subscriber's key can register a device: notices are of a subscriber's own calls.");
        }

        PushKind? kind = body.Kind switch { "fcm" => PushKind.Fcm, "apns" => PushKind.Apns, _ => null };
        if (kind is null || !providers.Any(p => p.Kind == kind && p.IsOn))
        {
            return ApiProblem.BadRequest("\"kind\" must be fcm or apns, and the operator must have turned that service on.");
        }

        if (string.IsNullOrWhiteSpace(body.Token) || body.Token.Length > LongestToken || body.Token.Any(c => c is <= ' ' or >= '\u007f'))
        {
            return ApiProblem.BadRequest($"\"token\" must be the registration token that the service gave the app, at most {LongestToken} characters.");
        }

        if (body.Language is not (null or "ko" or "en"))
        {
            return ApiProblem.BadRequest("\"language\" must be ko or en.");
        }

        var now = time.GetUtcNow();
        var device = new PushDevice
        {
            Id = Guid.CreateVersion7(now),
            TenantId = scope.TenantId,
            SubscriberNumber = number,
            Kind = kind.Value,
            SessionId = Guid.Parse(user.FindFirstValue(ClaimTypes.NameIdentifier)!),
            Endpoint = body.Token,
            P256dh = string.Empty,
            Auth = string.Empty,
            Language = body.Language ?? "en",
            ShowsTitle = body.ShowsTitle,
            CreatedAt = now,
        };
        await devices.AddAsync(scope, device, cancellationToken);
        return TypedResults.Created($"/api/v1/devices/{device.Id}", DeviceResource.Of(device));
    }

    private static async Task<Ok<ResourceList<DeviceResource>>> ListAsync(CallScope scope, CallSummaryDbContext database, CancellationToken cancellationToken)
    {
        var rows = await scope.Devices(database).AsNoTracking().OrderBy(d => d.CreatedAt).ToListAsync(cancellationToken);
        return TypedResults.Ok(new ResourceList<DeviceResource> { Items = rows.ConvertAll(DeviceResource.Of) });
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(Guid id, CallScope scope, CallSummaryDbContext database, CancellationToken cancellationToken) =>
        await scope.Devices(database).Where(d => d.Id == id).ExecuteDeleteAsync(cancellationToken) == 1
            ? TypedResults.NoContent()
            : ApiProblem.NotFound("You have no device with this id. GET /api/v1/devices lists them.");
}
