using Microsoft.AspNetCore.Http;

namespace CallSummary.Portal.Console;

/// <summary>The address of a one-time sign-in link, as people reach this portal.</summary>
internal static class LinkAddress
{
    public static string Of(PortalOptions options, HttpContext http, string token) =>
        $"{options.SignIn.PublicUrl?.ToString().TrimEnd('/') ?? $"{http.Request.Scheme}://{http.Request.Host}"}/signin/{token}";
}
