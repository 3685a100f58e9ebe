using CallSummary.AcceptanceTests.Deployments;
using CallSummary.AcceptanceTests.Telephones;
using CallSummary.TestKit;
using CallSummary.TestKit.Browsers;
using Microsoft.Playwright;

namespace CallSummary.AcceptanceTests.Browsers;

/// <summary>README: hang up, and the summary is there. A real call through the whole service, watched in a real browser.</summary>
public sealed class BrowserTests
{
    private const string Callee = DeploymentSettings.BridgedPrefix + "401";

    [Theory]
    [InlineData("ko-KR", true, "01-ko-clinic", "미소치과", "미소 치과 예약")]
    [InlineData("en-US", false, "06-en-food", "golden noodle", "Table at Golden Noodle House")]
    public async Task Lines_come_while_people_talk_and_the_summary_when_they_hang_up(string language, bool phone, string sample, string search, string title)
    {
        var call = sample == Sample.Clinic.Name ? Sample.Clinic : Sample.Food;
        await using var chromium = await Chromium.StartAsync();
        await using var phones = await Phones.StartAsync();
        await using var deployment = await Deployment.StartAsync(DeploymentShape.AllInOne, phones.CalleePort, ("CallSummary:Portal:Push:Enabled", "true"));
        await using var anna = await chromium.PersonAsync(language, phone);
        await anna.SignInAsync(await deployment.SignInLinkAsync(Phones.Anna));
        var page = anna.Page;
        await Assertions.Expect(page.Locator(".empty")).ToBeVisibleAsync();
        var (address, app) = await StartSampleAsync(deployment);
        await using var running = app;
        await using var own = await chromium.PersonAsync(language, phone);
        await own.Page.GotoAsync(address);

        // The call shows by itself; its page follows it.
        var conversation = await phones.DialAsync(deployment.Sip, Phones.Anna, Callee);
        await page.Locator(".live-card").ClickAsync();
        await Assertions.Expect(page.Locator("#call")).ToBeVisibleAsync();
        await page.EvaluateAsync("window.sameDocument = true");
        await conversation.HearNoticeAsync();
        var talking = conversation.TalkAsync(call.Leg("caller"), call.Leg("callee"));
        await Assertions.Expect(page.Locator("#chat li").First).ToBeVisibleAsync();
        Assert.False(talking.IsCompleted, "The first line came only when all was said.");
        await Assertions.Expect(page.Locator("#chat li").Nth(4)).ToBeVisibleAsync();
        await Shots.TakeAsync(page, $"{language[..2]}-live");
        await Assertions.Expect(own.Page.Locator("article p[data-start]").First).ToBeVisibleAsync();
        await talking;
        await conversation.HangUpAsync();

        await Assertions.Expect(page.Locator("#summary h1")).ToHaveTextAsync(title);
        Assert.True(await page.EvaluateAsync<bool>("window.sameDocument === true"), "The page was loaded again.");
        await Assertions.Expect(page.Locator("#chat li")).ToHaveCountAsync(call.Lines.Count);
        await Assertions.Expect(page.Locator("#player")).ToBeVisibleAsync();
        await Shots.TakeAsync(page, $"{language[..2]}-call");
        await ExportsAsync(page, $"{language[..2]}-exports");

        // The sample, a page of code over the public API, shows the same.
        await Assertions.Expect(own.Page.Locator("article h2")).ToHaveTextAsync(title);
        await Assertions.Expect(own.Page.Locator("article p[data-start]")).ToHaveCountAsync(call.Lines.Count);
        var sound = await own.Page.EvaluateAsync<int>("fetch(document.querySelector('audio').src, { headers: { Range: 'bytes=0-99' } }).then((answer) => answer.status)");
        Assert.Equal(206, sound);

        // It can be heard from a line: the player moves to it.
        await page.Locator("#chat li").Nth(2).Locator(".at").ClickAsync();
        await Eventually.True(() => page.EvaluateAsync<bool>("document.getElementById('audio').currentTime > 1"), "the recording to play from the line", TimeSpan.FromSeconds(30));

        // Search finds it, by what was said, without the spaces of the script.
        await page.GotoAsync($"{deployment.Api}app?q={Uri.EscapeDataString(search)}");
        await Assertions.Expect(page.Locator(".row")).ToHaveCountAsync(1);
        await page.GotoAsync($"{deployment.Api}app");
        await Shots.TakeAsync(page, $"{language[..2]}-list");
        var id = Guid.Parse((await page.Locator("[data-call]").First.GetAttributeAsync("data-call"))!);

        // Support reviews it, and the subscriber sees that.
        await using var agent = await chromium.PersonAsync(language, phone: false);
        await agent.SignInAsync(await deployment.SignInLinkAsync("Park Jiwon", "support", "audio", "operations", "administration"));
        await agent.Page.GotoAsync($"{deployment.Api}console/calls/{id}");
        await agent.Page.FillAsync("[name=reason]", "The customer asks about the time");
        await agent.Page.FillAsync("[name=ticket]", "T-2041");
        await agent.Page.ClickAsync("main button.primary");
        await Assertions.Expect(agent.Page.Locator("#chat li")).ToHaveCountAsync(call.Lines.Count);
        await Shots.TakeAsync(agent.Page, $"{language[..2]}-review");
        await DoAgainAsync(agent.Page, $"{deployment.Api}console/calls/{id}/versions", language);
        await agent.Page.GotoAsync($"{deployment.Api}console/operations");
        await Shots.TakeAsync(agent.Page, $"{language[..2]}-operations");
        await page.GotoAsync($"{deployment.Api}app/access");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("T-2041");

        // Erased is erased: rows and files.
        await page.GotoAsync($"{deployment.Api}app/calls/{id}");
        await page.Locator(".manage details").Last.Locator("summary").ClickAsync();
        await page.Locator(".manage details").Last.Locator("button.danger").ClickAsync();
        await Person.AtAsync(page, "/app");
        await Assertions.Expect(page.Locator(".row")).ToHaveCountAsync(0);
        Assert.Equal(0, await deployment.TextRowsAsync(id));
        Assert.Empty(deployment.RecordingFiles(id));
        await Assertions.Expect(own.Page.Locator("article")).ToHaveCountAsync(0);
        Assert.Empty(own.Complaints);
        Assert.Empty(anna.Complaints);
        Assert.Empty(agent.Complaints);
        Assert.Equal([deployment.Api.Authority], anna.Hosts);
        if (phone)
        {
            await LeaveAloneAsync(page, phones, deployment);
        }
    }

    // What can be taken away, in one look.
    private static async Task ExportsAsync(IPage page, string shot)
    {
        var exports = page.Locator(".manage details").Nth(1);
        await exports.Locator("summary").ClickAsync();
        await Assertions.Expect(exports.Locator(".exports a").First).ToBeVisibleAsync();
        await exports.Locator(".exports").ScrollIntoViewIfNeededAsync();
        await Shots.TakeAsync(page, shot);
        await exports.Locator("summary").ClickAsync();
        await page.EvaluateAsync("scrollTo(0, 0)");
    }

    // By another engine, and the speech once more from the recording: what was there is kept beside it.
    private static async Task DoAgainAsync(IPage page, string versions, string language)
    {
        await page.GotoAsync(versions);
        await page.SelectOptionAsync("[name=engine]", "extractive");
        foreach (var (button, done) in new[] { ("form:has([value=summary]) button", 1), ("form:has([value=transcript]) button", 2) })
        {
            await Person.SubmitAsync(page, button);
            await Eventually.True(
                async () =>
                {
                    await page.ReloadAsync();
                    var outcomes = await page.Locator("main table").First.Locator("tbody td:last-child").AllInnerTextsAsync();
                    return outcomes.Count(outcome => outcome is "done" or "완료") == done;
                },
                "the work to be done again",
                TimeSpan.FromMinutes(2));
        }

        await Assertions.Expect(page.Locator("[name=before] option")).ToHaveCountAsync(3);
        await Shots.TakeAsync(page, $"{language[..2]}-versions");
    }

    // What Anna switches off is relayed and leaves no trace.
    private static async Task LeaveAloneAsync(IPage page, Phones phones, Deployment deployment)
    {
        await page.GotoAsync($"{deployment.Api}app/settings");
        await page.Locator("#summaries [name=outgoing][value=off]").First.ClickAsync();
        await Assertions.Expect(page.Locator("#summaries button[name=outgoing][value=off]")).ToHaveAttributeAsync("aria-pressed", "true");
        await ShowAsync(page, "#summaries", "ko-choices");
        await ShowAsync(page, "#push", "ko-push");
        await Eventually.True(
            () => deployment.LogOf("CallSummary.AllInOne").Any(line => line.Contains("hold from the next call on", StringComparison.Ordinal)), "the choice to be heeded", TimeSpan.FromSeconds(60));
        var calls = await deployment.CallsAsync();
        var conversation = await phones.DialAsync(deployment.Sip, Phones.Anna, DeploymentSettings.BridgedPrefix + "402");
        await conversation.TalkAsync(Sample.Clinic.Sound(1), Sample.Clinic.Sound(2));
        await conversation.HangUpAsync();
        Assert.Equal(calls, await deployment.CallsAsync());
        Assert.Empty(deployment.AllRecordingFiles());
        await page.GotoAsync($"{deployment.Api}app");
        await Assertions.Expect(page.Locator(".row, .live-card")).ToHaveCountAsync(0);
    }

    private static async Task ShowAsync(IPage page, string part, string shot)
    {
        await page.Locator(part).EvaluateAsync("part => part.closest('.card').scrollIntoView()");
        await Shots.TakeAsync(page, shot);
    }

    private static async Task<(string Address, ChildProcess Process)> StartSampleAsync(Deployment deployment)
    {
        var address = $"http://127.0.0.1:{FreePort.Tcp()}";
        using var anna = await deployment.MakeKeyAsync(Phones.Anna);
        var process = ChildProcess.StartOurs("CallSummary.SubscriberApp", new Dictionary<string, string?>
        {
            ["Urls"] = address,
            ["CALLSUMMARY_URL"] = deployment.Api.ToString(),
            ["CALLSUMMARY_KEY"] = anna.Http.DefaultRequestHeaders.Authorization!.Parameter,
        });
        await process.WaitForHealthAsync(new Uri(address), TimeSpan.FromMinutes(1));
        return (address, process);
    }
}
