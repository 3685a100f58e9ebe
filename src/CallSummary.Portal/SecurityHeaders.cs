using CallSummary.Portal.Docs;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace CallSummary.Portal;

/// <summary>Headers that every answer carries: nothing is guessed, framed, or kept in a cache between us and the reader.</summary>
internal static class SecurityHeaders
{
    private const string NothingElse = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    // No inline script or style, nothing from elsewhere, no form that sends elsewhere.
    private const string Pages = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    public static Task Apply(HttpContext context, RequestDelegate next)
    {
        // When the answer starts: an error answer clears what was set before.
        context.Response.OnStarting(static state =>
        {
            var context = (HttpContext)state;
            var headers = context.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            headers.ContentSecurityPolicy = DocsPage.PolicyOf(context) ?? (context.Request.Path.StartsWithSegments("/api") ? NothingElse : Pages);

            // Whatever does not say otherwise is somebody's: no cache keeps it.
            if (context.Request.Path.StartsWithSegments("/api") || StringValues.IsNullOrEmpty(headers.CacheControl))
            {
                headers.CacheControl = "no-store";
            }

            return Task.CompletedTask;
        }, context);
        return next(context);
    }
}
