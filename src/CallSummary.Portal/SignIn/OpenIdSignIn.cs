using CallSummary.Portal.Pages;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace CallSummary.Portal.SignIn;

/// <summary>Signing in by an identity provider: OpenID Connect, authorization code with PKCE (RFC 7636).</summary>
internal static class OpenIdSignIn
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(PortalOptions.Section + ":SignIn:OpenId");
        if (string.IsNullOrWhiteSpace(section[nameof(PortalOpenIdOptions.Authority)]))
        {
            return;
        }

        services.AddAuthentication().AddOpenIdConnect();
        services.AddOptions<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme).Configure<IOptions<PortalOptions>>((provider, portal) =>
        {
            var settings = portal.Value.SignIn.OpenId;
            provider.SignInScheme = SessionHandler.SchemeName;
            provider.Authority = settings.Authority;
            provider.ClientId = settings.ClientId;
            provider.ClientSecret = settings.ClientSecret;
            provider.RequireHttpsMetadata = !settings.AllowHttp;
            provider.ResponseType = OpenIdConnectResponseType.Code;
            provider.ResponseMode = OpenIdConnectResponseMode.Query; // A form from another site would be refused by SameOrigin.
            provider.UsePkce = true;
            provider.MapInboundClaims = false;
            provider.GetClaimsFromUserInfoEndpoint = true;
            provider.ClaimActions.MapAll();
            provider.SaveTokens = false;
            provider.DisableTelemetry = true;
            provider.CorrelationCookie.SameSite = SameSiteMode.Lax;
            provider.NonceCookie.SameSite = SameSiteMode.Lax;
            provider.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            provider.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            provider.Scope.Clear();
            provider.Scope.Add("openid");
            foreach (var scope in settings.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                provider.Scope.Add(scope);
            }

            provider.Events.OnRedirectToIdentityProvider = context =>
            {
                if (portal.Value.SignIn.PublicUrl is { } url)
                {
                    context.ProtocolMessage.RedirectUri = new Uri(url, "/signin-oidc").ToString();
                }

                return Task.CompletedTask;
            };
            provider.Events.OnTicketReceived = async context =>
            {
                var given = await context.HttpContext.RequestServices.GetRequiredService<GivenRoles>()
                    .OfAsync(context.Principal!, ExternalPerson.TenantOf(context.Principal!, settings), context.HttpContext.RequestAborted);
                if (ExternalPerson.ProblemOf(context.Principal!, settings, given) is { } problem)
                {
                    context.HandleResponse();
                    await RefuseAsync(context.HttpContext, problem);
                }
            };
            provider.Events.OnRemoteFailure = context =>
            {
                context.HandleResponse();
                return RefuseAsync(context.HttpContext, context.Failure?.Message ?? "no reason given");
            };
        });
    }

    private static Task RefuseAsync(HttpContext http, string reason)
    {
        http.RequestServices.GetRequiredService<ILogger<SessionHandler>>().ExternalSignInFailed(reason);
        return Show.Message(
            "You could not be signed in", "로그인하지 못했습니다", "Try again; if it stays so, ask whoever runs this service.", "다시 시도해 주세요. 계속되면 운영자에게 문의해 주세요.", StatusCodes.Status403Forbidden).ExecuteAsync(http);
    }
}
