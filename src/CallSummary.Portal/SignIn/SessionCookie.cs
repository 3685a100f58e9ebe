using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CallSummary.Portal.SignIn;

/// <summary>The session's cookie: no script reads it, no other site's request carries it but a link that is followed.</summary>
internal sealed class SessionCookie(IOptions<PortalOptions> options)
{
    private const string PlainName = "callsummary";
    private const string SecureName = "__Host-callsummary"; // RFC 6265bis section 4.1.3.2: no subdomain and no plain HTTP can set it.

    private readonly bool _publicIsSecure = options.Value.SignIn.PublicUrl?.Scheme == Uri.UriSchemeHttps;

    public string? Read(HttpRequest request) => request.Cookies[Name(request)];

    public void Write(HttpResponse response, string token) =>
        response.Cookies.Append(Name(response.HttpContext.Request), token, Attributes(response.HttpContext.Request, TimeSpan.FromDays(400)));

    public void Remove(HttpResponse response) =>
        response.Cookies.Delete(Name(response.HttpContext.Request), Attributes(response.HttpContext.Request, null));

    private bool IsSecure(HttpRequest request) => _publicIsSecure || request.IsHttps;

    private string Name(HttpRequest request) => IsSecure(request) ? SecureName : PlainName;

    // The server knows when the session ends; the cookie merely outlives it.
    private CookieOptions Attributes(HttpRequest request, TimeSpan? age) => new()
    {
        HttpOnly = true,
        Secure = IsSecure(request),
        SameSite = SameSiteMode.Lax,
        Path = "/",
        MaxAge = age,
        IsEssential = true,
    };
}
