using CallSummary.Portal.Events;
using CallSummary.Portal.Exports;
using CallSummary.Portal.Pages;
using CallSummary.Portal.Push;
using CallSummary.Portal.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CallSummary.Portal.App;

/// <summary><c>/app</c>: what a subscriber holds in the hand.</summary>
internal static class AppEndpoints
{
    public static void MapApp(this IEndpointRouteBuilder pages)
    {
        MapInstallation(pages);
        var app = pages.MapGroup("/app").RequireAuthorization(PagePolicies.Subscriber);
        app.MapGet("", ListAsync);
        app.MapGet("/events", EventEndpoints.GetAsync);
        app.MapCallPages();
        app.MapExports();
        app.MapCallChanges();
        app.MapShares();
        app.MapContacts();
        app.MapSettings();
        app.MapSummaryChoices();
        app.MapPush();
    }

    // These say nothing about anybody, and a browser may fetch them without its cookies.
    private static void MapInstallation(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/app/manifest.webmanifest", () => Results.Text(
            $$"""
            {"name":"CallSummary","short_name":"CallSummary","id":"/app","start_url":"/app","scope":"/","display":"standalone","background_color":"#f6f7fb","theme_color":"#3b4ce0","icons":[{"src":"{{Assets.Address("icon-192.png")}}","sizes":"192x192","type":"image/png","purpose":"any maskable"},{"src":"{{Assets.Address("icon-512.png")}}","sizes":"512x512","type":"image/png","purpose":"any maskable"}]}
            """,
            "application/manifest+json"));
        pages.MapGet("/app/sw.js", (HttpResponse response) =>
        {
            response.Headers.CacheControl = "no-cache";
            response.Headers["Service-Worker-Allowed"] = "/app";
            return Results.Text(Worker, "text/javascript");
        });
        pages.MapGet("/app/offline", () => Show.Message(
            "No network", "오프라인", "What you read before is still here: go back to it. The rest comes when the network does.", "이미 읽은 통화는 계속 볼 수 있습니다. 나머지는 네트워크에 연결되면 나타납니다.", StatusCodes.Status200OK));
    }

    private static string Worker { get; } = System.Text.Encoding.UTF8.GetString(Assets.Content("sw.js")).Replace("__VERSION__", Assets.Version, StringComparison.Ordinal);

    private static async Task<IResult> ListAsync(Viewer viewer, HttpRequest request, CallList list, CancellationToken cancellationToken)
    {
        var page = await list.FindAsync(viewer.Scope, CallFilter.Of(request), cancellationToken);
        return Show.Page(request.Headers.ContainsKey("X-Part") ? "/App/CallRows.cshtml" : "/App/CallListPage.cshtml", page);
    }
}
