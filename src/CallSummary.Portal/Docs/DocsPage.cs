using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Scalar.AspNetCore;

namespace CallSummary.Portal.Docs;

/// <summary><c>/docs</c>: the OpenAPI document to read and to try out. Script and fonts come from this host; the policy lets nothing else in.</summary>
internal static class DocsPage
{
    private const string OnlyUs =
        "default-src 'none'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    public static void MapDocs(this IEndpointRouteBuilder app) =>
        app.MapScalarApiReference("/docs", options =>
        {
            options.Title = "CallSummary API";
            options.OpenApiRoutePattern = ApiDocument.Path;
            options.DefaultFonts = false;
            options.Telemetry = false;
        }).AddEndpointFilter(async (context, next) =>
        {
            context.HttpContext.Response.Headers.ContentSecurityPolicy = OnlyUs;
            return await next(context);
        });
}
