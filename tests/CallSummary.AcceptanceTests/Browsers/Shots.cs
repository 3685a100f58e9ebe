using Microsoft.Playwright;

namespace CallSummary.AcceptanceTests.Browsers;

/// <summary>The README's pictures: samples/screenshots/make sets the folder; without it none are taken.</summary>
internal static class Shots
{
    public static async Task TakeAsync(IPage page, string name, bool whole = false)
    {
        if (Environment.GetEnvironmentVariable("CALLSUMMARY_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.WaitForTimeoutAsync(1500); // Let what glides come to rest.
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}.png"), FullPage = whole });
        }
    }
}
