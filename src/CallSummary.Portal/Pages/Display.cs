using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CallSummary.Portal.Pages;

/// <summary>How a browser wants its pages: a choice kept in a cookie of its own, else what the browser says of itself.</summary>
internal sealed record Display(string Language, string Theme, string TextSize)
{
    public const string CookieName = "callsummary-display";

    private static readonly string[] Languages = ["ko", "en"];
    private static readonly string[] Themes = ["auto", "light", "dark"];
    private static readonly string[] TextSizes = ["normal", "large"];

    public bool IsKorean => Language == "ko";

    public static Display Of(HttpContext context)
    {
        var parts = context.Request.Cookies[CookieName]?.Split('.');
        return From(parts?.ElementAtOrDefault(0), parts?.ElementAtOrDefault(1), parts?.ElementAtOrDefault(2), context.Request);
    }

    /// <summary>Takes what is one of the choices, and the default for what is not.</summary>
    public static Display From(string? language, string? theme, string? textSize, HttpRequest request) => new(
        Languages.Contains(language) ? language! : Preferred(request),
        Themes.Contains(theme) ? theme! : "auto",
        TextSizes.Contains(textSize) ? textSize! : "normal");

    public string Text(string english, string korean) => IsKorean ? korean : english;

    public void Keep(HttpResponse response) => response.Cookies.Append(CookieName, $"{Language}.{Theme}.{TextSize}", new CookieOptions
    {
        MaxAge = TimeSpan.FromDays(400),
        SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Lax,
        HttpOnly = true,
        Path = "/",
        IsEssential = true,
    });

    private static string Preferred(HttpRequest request) =>
        StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var wanted)
            ? wanted.OrderByDescending(w => w.Quality ?? 1)
                .Select(w => w.Value.ToString().Split('-')[0].ToLowerInvariant())
                .FirstOrDefault(Languages.Contains) ?? "en"
            : "en";
}
