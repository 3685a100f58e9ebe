using System.Security.Claims;
using System.Text.Encodings.Web;
using CallSummary.Portal.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallSummary.Portal.SignIn;

/// <summary>A browser's session: a cookie that scripts cannot read, looked up with every request, so that signing out ends it everywhere at once.</summary>
internal sealed class SessionHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, Sessions sessions, SessionCookie cookie, GivenRoles roles, IOptions<PortalOptions> portal)
    : SignInAuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "Session";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (cookie.Read(Request) is not { } token)
        {
            return AuthenticateResult.NoResult();
        }

        if (await sessions.FindAsync(token, Context.RequestAborted) is not { } session)
        {
            return AuthenticateResult.Fail("The session has ended.");
        }

        var identity = new ClaimsIdentity(SchemeName, ClaimTypes.Name, ClaimTypes.Role);
        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, session.Id.ToString()));
        identity.AddClaim(new Claim(ClaimTypes.Name, session.Name));
        identity.AddClaim(new Claim(CallScope.TenantClaim, session.TenantId));
        if (session.SubscriberNumber is not null)
        {
            identity.AddClaim(new Claim(CallScope.SubscriberClaim, session.SubscriberNumber));
        }

        identity.AddClaims(session.Roles.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(role => new Claim(ClaimTypes.Role, role)));
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    /// <summary>The identity provider has said who it is.</summary>
    protected override async Task HandleSignInAsync(ClaimsPrincipal user, AuthenticationProperties? properties)
    {
        var settings = portal.Value.SignIn.OpenId;
        var given = await roles.OfAsync(user, ExternalPerson.TenantOf(user, settings), Context.RequestAborted);
        var person = ExternalPerson.Of(user, settings, given);
        var token = await sessions.StartAsync(person, Request.Headers.UserAgent.ToString(), Context.RequestAborted);
        cookie.Write(Response, token);
    }

    protected override Task HandleSignOutAsync(AuthenticationProperties? properties)
    {
        cookie.Remove(Response);
        return Task.CompletedTask;
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        // A page sends the person to sign in; a script is told.
        if (HttpMethods.IsGet(Request.Method) && Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
        {
            var here = Request.PathBase + Request.Path + Request.QueryString;
            Response.Redirect(UriHelper.BuildRelative(Request.PathBase, "/signin", QueryString.Create("return", here)));
            return Task.CompletedTask;
        }

        Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
