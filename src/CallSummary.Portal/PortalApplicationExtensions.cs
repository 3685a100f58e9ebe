using CallSummary.Portal.Access;
using CallSummary.Portal.App;
using CallSummary.Portal.Calls;
using CallSummary.Portal.Console;
using CallSummary.Portal.Docs;
using CallSummary.Portal.Events;
using CallSummary.Portal.Pages;
using CallSummary.Portal.Push;
using CallSummary.Portal.SignIn;
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
    /// Maps <c>/api/v1</c>, <c>/openapi/v1.json</c>, <c>/docs</c>, the subscriber app <c>/app</c> and the support console <c>/console</c>, and adds the middleware they need (security headers, errors, authentication,
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
        app.UseWhen(context => !IsApi(context), pages =>
        {
            pages.UseResponseCompression();
            pages.UseExceptionHandler(problem => problem.Run(context => Show.Message(
                "Something went wrong", "문제가 발생했습니다", "It is in the operator's log. Try again.", "운영자 로그에 기록되었습니다. 다시 시도해 주세요.", StatusCodes.Status500InternalServerError).ExecuteAsync(context)));
        });
        app.Use(SameOrigin.Require);
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
        api.MapDevices();
        api.MapKeys();

        app.MapAssets();
        var pages = app.MapGroup("").ExcludeFromDescription().RequireRateLimiting(KeyRateLimit.Policy);
        pages.MapSignIn();
        pages.MapApp();
        pages.MapSharedPages();
        pages.MapConsole();
        return app;
    }

    private static bool IsApi(HttpContext context) => context.Request.Path.StartsWithSegments("/api");
}
