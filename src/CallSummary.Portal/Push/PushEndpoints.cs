using System.Buffers.Text;
using CallSummary.Portal.Pages;
using CallSummary.Portal.SignIn;
using CallSummary.Storage;
using CallSummary.Storage.Subscribers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CallSummary.Portal.Push;

/// <summary><c>/app/push</c>: browsers that want notices.</summary>
internal static class PushEndpoints
{
    private const int LongestEndpoint = 1000;
    private const int PublicKeyBytes = 65; // RFC 8291 section 3.2.
    private const int AuthBytes = 16;

    public static void MapPush(this IEndpointRouteBuilder app)
    {
        app.MapPost("/push", AddAsync);
        app.MapPost("/push/{id:guid}/title", TitleAsync);
        app.MapPost("/push/{id:guid}/remove", async (Guid id, Viewer viewer, CallSummaryDbContext database, CancellationToken cancellationToken) =>
            await viewer.Scope.Devices(database).Where(d => d.Id == id).ExecuteDeleteAsync(cancellationToken) == 1 ? Show.SeeOther("/app/settings") : Show.Missing());
    }

    private static async Task<IResult> TitleAsync(Guid id, Viewer viewer, HttpRequest request, CallSummaryDbContext database, CancellationToken cancellationToken)
    {
        var shows = (await request.ReadFormAsync(cancellationToken))["title"] == "true";
        return await viewer.Scope.Devices(database).Where(d => d.Id == id).ExecuteUpdateAsync(set => set.SetProperty(d => d.ShowsTitle, shows), cancellationToken) == 1
            ? Show.SeeOther("/app/settings")
            : Show.Missing();
    }

    private static async Task<IResult> AddAsync(
        Viewer viewer, HttpContext http, DeviceList devices, IOptions<PortalOptions> options, TimeProvider time, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var (endpoint, key, auth) = (form["endpoint"].ToString(), form["p256dh"].ToString(), form["auth"].ToString());
        if (!options.Value.Push.Enabled || endpoint.Length > LongestEndpoint || !Uri.TryCreate(endpoint, UriKind.Absolute, out var url)
            || !(url.Scheme == Uri.UriSchemeHttps || (options.Value.Webhooks.AllowHttp && url.Scheme == Uri.UriSchemeHttp))
            || !IsBytes(key, PublicKeyBytes) || !IsBytes(auth, AuthBytes))
        {
            return Results.BadRequest("This is not a browser's push subscription, or notices are off.");
        }

        var now = time.GetUtcNow();
        await devices.AddAsync(viewer.Scope, new PushDevice
        {
            Id = Guid.CreateVersion7(now),
            TenantId = viewer.Scope.TenantId,
            SubscriberNumber = viewer.Number,
            SessionId = viewer.SessionId,
            Endpoint = endpoint,
            P256dh = key,
            Auth = auth,
            Language = Display.Of(http).Language,
            ShowsTitle = form["title"] == "true",
            CreatedAt = now,
        }, cancellationToken);
        return Results.NoContent();
    }

    private static bool IsBytes(string text, int length) =>
        text.Length <= 200 && Base64Url.IsValid(text, out var bytes) && bytes == length;
}
