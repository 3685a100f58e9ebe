using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace CallSummary.IntegrationTests.Portal;

/// <summary>A real OpenID provider (OpenIddict): its login page has a person's name for a button, so to say. It insists on PKCE.</summary>
internal sealed class IdentityProvider : IAsyncDisposable
{
    public const string ClientId = "callsummary-test";
    public const string ClientSecret = "a-secret-of-the-test";

    private readonly WebApplication _app;

    private IdentityProvider(WebApplication app) => _app = app;

    public string Issuer => _app.Urls.Single() + "/";

    /// <summary>What the provider says of who signs in next.</summary>
    public Dictionary<string, string[]> Claims { get; set; } = [];

    public static async Task<IdentityProvider> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1));
        builder.Services.AddRoutingCore();
        builder.Services.AddAuthentication();
        builder.Services.AddOpenIddict().AddServer(server =>
        {
            server.SetAuthorizationEndpointUris("/authorize").SetTokenEndpointUris("/token");
            server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
            server.RegisterScopes("profile", "phone");
            server.AddEphemeralEncryptionKey().AddEphemeralSigningKey();
            server.EnableDegradedMode(); // No database: the two checks below are the store.
            server.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (context.ClientId != ClientId || !context.RedirectUri!.EndsWith("/signin-oidc", StringComparison.Ordinal))
                {
                    context.Reject(OpenIddictConstants.Errors.InvalidClient);
                }

                return default;
            }));
            server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (context.ClientId != ClientId || context.ClientSecret != ClientSecret)
                {
                    context.Reject(OpenIddictConstants.Errors.InvalidClient);
                }

                return default;
            }));
            server.UseAspNetCore().EnableAuthorizationEndpointPassthrough().DisableTransportSecurityRequirement();
        });
        var app = builder.Build();
        var provider = new IdentityProvider(app);
        app.UseAuthentication();
        app.MapGet("/authorize", provider.AuthorizeAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return provider;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task AuthorizeAsync(HttpContext context)
    {
        var request = context.GetOpenIddictServerRequest()!;
        var identity = new ClaimsIdentity(TokenValidationParameters.DefaultAuthenticationType);
        identity.AddClaim(new Claim(OpenIddictConstants.Claims.Subject, "person-1"));
        identity.AddClaims(Claims.SelectMany(c => c.Value.Select(value => new Claim(c.Key, value))));
        var principal = new ClaimsPrincipal(identity);
        principal.SetScopes(request.GetScopes());
        principal.SetDestinations(_ => [OpenIddictConstants.Destinations.IdentityToken]);
        return context.SignInAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme, principal);
    }
}
