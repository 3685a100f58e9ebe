using CallSummary.Portal.Access;
using CallSummary.Portal.Calls;
using CallSummary.Portal.Docs;
using CallSummary.Portal.Events;
using CallSummary.Portal.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CallSummary.Portal;

/// <summary>Puts the portal on a web application.</summary>
public static class PortalApplicationExtensions
{
    /// <summary>
    /// Maps <c>/api/v1</c>, <c>/openapi/v1.json</c> and <c>/docs</c>, and adds the middleware they need (security headers, errors, authentication,
    /// rate limit). Call it once, before anything else that needs routing or authentication.
    /// </summary>
    public static WebApplication MapPortal(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.Use(SecurityHeaders.Apply);
        app.UseWhen(IsApi, api =>
        {
            api.UseExceptionHandler();
            api.UseStatusCodePages();
        });
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();

        app.MapOpenApi(ApiDocument.Path);
        app.MapDocs();

        var limit = app.Services.GetRequiredService<IOptions<PortalOptions>>().Value.MaximumBodyBytes;
        var api = app.MapGroup("/api/v1")
            .RequireAuthorization()
            .RequireRateLimiting(KeyRateLimit.Policy)
            .WithMetadata(new RequestSizeLimitAttribute(limit))
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        api.MapCalls();
        api.MapEvents();
        api.MapWebhooks();
        api.MapKeys();
        return app;
    }

    private static bool IsApi(HttpContext context) => context.Request.Path.StartsWithSegments("/api");
}
