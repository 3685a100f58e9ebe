using CallSummary.TestKit.Peers;
using Microsoft.Playwright;

namespace CallSummary.TestKit.Browsers;

/// <summary>Debian's Chromium, driven by Playwright. One for a test class; each person gets a context of his own.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        _browser = browser;
    }

    /// <summary>Starts it; skips the test where it is not installed.</summary>
    public static async Task<Chromium> StartAsync()
    {
        var path = Prerequisites.Require("chromium");
        Assertions.SetDefaultExpectTimeout(30_000);
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = path,
            Args = ["--no-sandbox", "--disable-dev-shm-usage"],
            Timeout = 90_000,
        });
        return new Chromium(playwright, browser);
    }

    /// <summary>A person's browser.</summary>
    /// <param name="language">Its language, for example <c>ko-KR</c>.</param>
    /// <param name="phone">The size of a telephone, else of a desk's screen.</param>
    /// <param name="dark">It prefers dark colours.</param>
    public async Task<Person> PersonAsync(string language, bool phone, bool dark = false)
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            Locale = language,
            TimezoneId = "Asia/Seoul",
            ViewportSize = phone ? new ViewportSize { Width = 390, Height = 844 } : new ViewportSize { Width = 1280, Height = 860 },
            HasTouch = phone,
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            AcceptDownloads = true,
        });
        context.SetDefaultTimeout(60_000);
        return new Person(context, await context.NewPageAsync());
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
