using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace CallSummary.TestKit.Browsers;

/// <summary>Somebody at a browser, who notices when a page complains or asks a stranger for something.</summary>
public sealed class Person : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly ConcurrentDictionary<string, bool> _hosts = new();

    internal Person(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        Watch(page);
        context.Page += (_, opened) => Watch(opened);
        context.Request += (_, request) => _hosts.TryAdd(new Uri(request.Url).Authority, true);
    }

    /// <summary>The tab.</summary>
    public IPage Page { get; }

    /// <summary>The browser's state: cookies, permissions, network.</summary>
    public IBrowserContext Context => _context;

    /// <summary>Errors of scripts, refusals of the content security policy, dialogs: what no page of ours may cause.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>Hosts that pages asked for something.</summary>
    public IEnumerable<string> Hosts => _hosts.Keys.Where(host => host.Length > 0);

    /// <summary>Opens a one-time link and presses its button.</summary>
    public async Task SignInAsync(string link)
    {
        await Page.GotoAsync(link);
        await Page.Locator("main button.primary").ClickAsync();
        await Assertions.Expect(Page.Locator("header.bar")).ToBeVisibleAsync();
    }

    /// <summary>Waits until the tab is at an address that ends with <paramref name="end"/>.</summary>
    public static Task AtAsync(IPage page, string end) => Assertions.Expect(page).ToHaveURLAsync(new Regex(Regex.Escape(end) + "$"));

    /// <summary>Presses what leads to another page (a form's button, a link), and waits until the page that answers is there: to go elsewhere before would cross it.</summary>
    public static async Task SubmitAsync(IPage page, string selector)
    {
        await page.EvaluateAsync("document.documentElement.dataset.before = ''");
        await page.Locator(selector).First.ClickAsync();
        await Assertions.Expect(page.Locator("html[data-before]")).ToHaveCountAsync(0);
        await page.WaitForLoadStateAsync();
    }

    /// <summary>Fails when axe-core finds something serious or critical on the page (WCAG 2.2 A and AA).</summary>
    public async Task AssertAccessibleAsync(string page)
    {
        // What fades in has little contrast until it is there.
        await Page.EvaluateAsync("Promise.all(document.getAnimations().filter(a => a.effect.getComputedTiming().iterations !== Infinity).map(a => a.finished)).then(() => true)");
        var found = await Page.RunAxe();
        var serious = found.Violations.Where(v => v.Impact is "serious" or "critical")
            .Select(v => $"{v.Id}: {v.Help} ({string.Join("; ", v.Nodes.Select(n => n.Html).Take(3))})").ToList();
        Assert.True(serious.Count == 0, $"{page}: {string.Join('\n', serious)}");
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private void Watch(IPage page)
    {
        page.PageError += (_, error) => _complaints.Enqueue(error);
        page.Dialog += async (_, dialog) =>
        {
            if (dialog.Type != "confirm")
            {
                _complaints.Enqueue($"dialog: {dialog.Message}");
            }

            await dialog.AcceptAsync();
        };
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
            {
                _complaints.Enqueue(message.Text);
            }
        };
    }
}
