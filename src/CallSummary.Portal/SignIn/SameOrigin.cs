using Microsoft.AspNetCore.Http;

namespace CallSummary.Portal.SignIn;

/// <summary>
/// Lets a page's request change something only when it comes from our own pages (Fetch Metadata, section 2.4; RFC 6454 section 7). API keys are not
/// sent by a browser by itself, so <c>/api</c> needs none of this.
/// </summary>
internal static class SameOrigin
{
    public static Task Require(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)
            || request.Path.StartsWithSegments("/api") || IsOurs(request))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return context.Response.WriteAsync("This request did not come from a page of this service. Open the page and try again.");
    }

    internal static bool IsOurs(HttpRequest request)
    {
        if (request.Headers.TryGetValue("Sec-Fetch-Site", out var site))
        {
            return site == "same-origin";
        }

        // Plain HTTP, or an old browser: Origin comes with every request that is no GET.
        return Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin)
            && string.Equals(origin.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }
}
