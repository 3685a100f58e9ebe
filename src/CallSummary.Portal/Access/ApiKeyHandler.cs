using System.Security.Claims;
using System.Text.Encodings.Web;
using CallSummary.Storage.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace CallSummary.Portal.Access;

/// <summary>
/// <c>Authorization: Bearer cs_…</c> (RFC 6750 section 2.1). The key is never read from the URL, where logs and histories would
/// keep it. Nothing is cached: a revoked key stops working with the next request.
/// </summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, ApiKeys keys, PortalMetrics metrics)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "ApiKey";

    private const string Prefix = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        string? header = Request.Headers.Authorization;
        if (string.IsNullOrEmpty(header))
        {
            return AuthenticateResult.NoResult();
        }

        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.Fail("The Authorization header is not of the form \"Bearer cs_…\".");
        }

        if (await keys.FindAsync(header[Prefix.Length..].Trim(), Context.RequestAborted) is not { } key)
        {
            return AuthenticateResult.Fail("The API key is unknown or was revoked.");
        }

        var identity = new ClaimsIdentity(SchemeName);
        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, key.Id.ToString()));
        identity.AddClaim(new Claim(CallScope.TenantClaim, key.TenantId));
        if (key.SubscriberNumber is not null)
        {
            identity.AddClaim(new Claim(CallScope.SubscriberClaim, key.SubscriberNumber));
        }

        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        metrics.Unauthorized();
        var failure = (await HandleAuthenticateOnceSafeAsync()).Failure?.Message;

        // RFC 6750 section 3.1: no error code when the request carried no key at all.
        Response.Headers[HeaderNames.WWWAuthenticate] = failure is null
            ? "Bearer realm=\"callsummary\""
            : "Bearer realm=\"callsummary\", error=\"invalid_token\"";
        await TypedResults.Problem(
            $"{failure ?? "The request carries no API key."} Send the header \"Authorization: Bearer cs_…\" with a key that works; keys are made with POST /api/v1/keys.",
            statusCode: StatusCodes.Status401Unauthorized).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        ApiProblem.Forbidden("This needs a key of the tenant; yours belongs to one subscriber. Ask whoever runs the tenant.").ExecuteAsync(Context);
}
