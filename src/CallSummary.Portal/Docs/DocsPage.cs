using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scalar.AspNetCore;

namespace CallSummary.Portal.Docs;

/// <summary><c>/docs</c>: the OpenAPI document to read and to try out. Everything comes from this host, and its policy lets nothing else in.</summary>
internal static class DocsPage
{
    public static void MapDocs(this IEndpointRouteBuilder app) =>
        app.MapScalarApiReference("/docs", options =>
        {
            options.Title = "CallSummary API";
            options.OpenApiRoutePattern = ApiDocument.Path;
            options.DynamicNonce = true;

            // Each of these would load something from, or send something to, its maker's hosts.
            options.DefaultFonts = false;
            options.Telemetry = false;
            options.HideClientButton = true;
            options.ShowDeveloperTools = DeveloperToolsVisibility.Never;
            options.Agent = new ScalarAgentOptions { Disabled = true };
            options.Mcp = new ScalarMcpOptions { Disabled = true };
        });

    /// <summary>The page's Content-Security-Policy, or null when the answer is not the page.</summary>
    public static string? PolicyOf(HttpContext context) =>
        context.Items[ScalarOptions.NonceHttpContextItemKey] is string nonce
            ? $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'self'; form-action 'none'"
            : null;
}
