using CallSummary.Portal.Pages;
using CallSummary.Storage;
using CallSummary.Storage.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CallSummary.Portal.SignIn;

/// <summary><c>/signin</c>, <c>/signout</c>, <c>/display</c>, and the way in from <c>/</c>.</summary>
internal static class SignInEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/", (HttpContext http) => Show.SeeOther(Home(http)));
        pages.MapGet("/signin", (HttpContext http, IOptions<PortalOptions> options) =>
            Show.Page("/SignIn/SignInPage.cshtml", new SignInPage(options.Value.SignIn.OpenId.Authority is not null, SeeOther.LocalPath(http.Request.Query["return"]))));
        pages.MapGet("/signin/external", Start);
        pages.MapGet("/signin/{token}", AskAsync);
        pages.MapPost("/signin/{token}", RedeemAsync);
        pages.MapPost("/signout", EndAsync);
        pages.MapPost("/display", DisplayAsync);
    }

    private static string Home(HttpContext http) => Viewer.Of(http.User) switch
    {
        null => "/signin",
        { IsSubscriber: true } => "/app",
        { Roles: var roles } when roles.Contains(ConsoleRoles.Support) => "/console",
        { Roles: var roles } when roles.Contains(ConsoleRoles.Operations) => "/console/operations",
        { Roles: var roles } when roles.Contains(ConsoleRoles.Tenants) && !roles.Contains(ConsoleRoles.Administration) => "/console/tenants",
        _ => "/console/administration",
    };

    // By a link, not a form: form-action of the page's policy would stop at the way to the provider.
    private static IResult Start(HttpRequest request, IOptions<PortalOptions> options) => options.Value.SignIn.OpenId.Authority is null
        ? Show.Missing()
        : Results.Challenge(
            new AuthenticationProperties { RedirectUri = SeeOther.LocalPath(request.Query["return"]) }, [OpenIdConnectDefaults.AuthenticationScheme]);

    // A link is only used up by pressing the button: mail scanners and previews follow links.
    private static async Task<IResult> AskAsync(string token, HttpRequest request, SignInLinks links, CancellationToken cancellationToken) =>
        await links.FindAsync(token, cancellationToken) is { } link
            ? Show.Page("/SignIn/SignInPage.cshtml", new SignInPage(false, SeeOther.LocalPath(request.Query["return"]), link.Name))
            : Show.Page("/SignIn/SignInPage.cshtml", new SignInPage(false, "/", Problem: true), StatusCodes.Status404NotFound);

    private static async Task<IResult> RedeemAsync(
        string token, HttpContext http, SignInLinks links, Sessions sessions, SessionCookie cookie, CancellationToken cancellationToken)
    {
        if (await links.RedeemAsync(token, cancellationToken) is not { } link)
        {
            return Show.Page("/SignIn/SignInPage.cshtml", new SignInPage(false, "/", Problem: true), StatusCodes.Status404NotFound);
        }

        var person = new Person(link.TenantId, link.SubscriberNumber, link.Name, link.Roles.Split(',', StringSplitOptions.RemoveEmptyEntries));
        http.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\""; // Whatever somebody before kept here.
        cookie.Write(http.Response, await sessions.StartAsync(person, http.Request.Headers.UserAgent.ToString(), cancellationToken));
        var form = await http.Request.ReadFormAsync(cancellationToken);
        return Show.SeeOther(form["return"].ToString());
    }

    private static async Task<IResult> EndAsync(HttpContext http, Sessions sessions, SessionCookie cookie, CancellationToken cancellationToken)
    {
        if (Viewer.Of(http.User) is { } viewer)
        {
            await sessions.EndAsync(viewer.SessionId, viewer, cancellationToken);
        }

        cookie.Remove(http.Response);

        // What this browser kept for reading without a network goes too. Not its cookies: that would take those of other services on this host.
        http.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        return Show.SeeOther("/signin");
    }

    private static async Task<IResult> DisplayAsync(HttpRequest request, CallSummaryDbContext database, CancellationToken cancellationToken)
    {
        var form = await request.ReadFormAsync(cancellationToken);
        var now = Display.Of(request.HttpContext);
        var wanted = Display.From(Or(form["language"], now.Language), Or(form["theme"], now.Theme), Or(form["text"], now.TextSize), request);
        wanted.Keep(request.HttpContext.Response);
        if (Viewer.Of(request.HttpContext.User) is { } viewer)
        {
            // This browser's notices speak as its pages do.
            await database.PushDevices.Where(d => d.SessionId == viewer.SessionId).ExecuteUpdateAsync(set => set.SetProperty(d => d.Language, wanted.Language), cancellationToken);
        }

        return Show.SeeOther(form["return"].ToString());
    }

    private static string Or(string? value, string otherwise) => string.IsNullOrEmpty(value) ? otherwise : value;
}
