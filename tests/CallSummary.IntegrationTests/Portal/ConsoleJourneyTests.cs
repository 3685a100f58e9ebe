using CallSummary.Contracts;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Webhooks;
using CallSummary.TestKit;
using CallSummary.TestKit.Browsers;
using CallSummary.TestKit.Peers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace CallSummary.IntegrationTests.Portal;

/// <summary>What operators and support do, from beginning to end, in a real browser.</summary>
public sealed class ConsoleJourneyTests : BrowserScene
{
    [Fact]
    public async Task Operator_SetsUpATrunkNumbersAndTemplate_AndTheLogHasAllOfIt()
    {
        await using var admin = await Chromium.PersonAsync("ko-KR", phone: true);
        await admin.SignInAsync(await LinkAsync(null));
        var page = admin.Page;
        await page.GotoAsync($"{Host.Address}console/administration");
        await Person.SubmitAsync(page, ".tabs >> text=트렁크");
        await Person.SubmitAsync(page, "text=트렁크 추가");
        await page.FillAsync("[name=name]", "sbc-seoul");
        await page.FillAsync("[name=peers]", "여기");
        await Person.SubmitAsync(page, "main button.primary");
        await Assertions.Expect(page.Locator("[role=alert]")).ToContainTextAsync("IP 주소나 CIDR 범위가 아닙니다");
        await page.FillAsync("[name=peers]", "192.0.2.0/28");
        await Person.SubmitAsync(page, "main button.primary");
        await Person.AtAsync(page, "/console/administration/trunks");
        await Assertions.Expect(page.Locator("table")).ToContainTextAsync("sbc-seoul");

        await Person.SubmitAsync(page, ".tabs >> text=번호");
        await page.SetInputFilesAsync("[name=file]", new FilePayload { Name = "n.csv", MimeType = "text/csv", Buffer = "+821012340000,+821012349999,서울\n이상한 줄"u8.ToArray() });
        await Person.SubmitAsync(page, "main button.primary");
        await Assertions.Expect(page.Locator("[role=alert]")).ToContainTextAsync("2번째 줄");
        await Assertions.Expect(page.Locator("h2").Last).ToContainTextAsync("범위 0개");
        await page.SetInputFilesAsync("[name=file]", new FilePayload { Name = "n.csv", MimeType = "text/csv", Buffer = "+821012340000,+821012349999,서울"u8.ToArray() });
        await Person.SubmitAsync(page, "main button.primary");
        await Assertions.Expect(page.Locator("[role=status].note")).ToContainTextAsync("1줄을 반영했습니다");

        await Person.SubmitAsync(page, ".tabs >> text=요약");
        await page.FillAsync("[name=tone]", "존댓말");
        await page.UncheckAsync("[value=tags]");
        await Person.SubmitAsync(page, "main button.primary");
        await Assertions.Expect(page.Locator("[value=tags]")).Not.ToBeCheckedAsync();

        await page.GotoAsync($"{Host.Address}console/audit");
        foreach (var action in new[] { "trunk.created sbc-seoul: 192.0.2.0/28", "numbers.added 1", "template.changed default: details,action_items,schedule,facts" })
        {
            await Assertions.Expect(page.Locator("main")).ToContainTextAsync(action);
        }

        Assert.Empty(admin.Complaints);
    }

    [Fact]
    public async Task DeadLetter_IsSentAgain()
    {
        await using var receiver = WebhookReceiver.Start();
        var (webhook, delivery) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await Host.WithDatabaseAsync(database =>
        {
            database.Webhooks.Add(new Webhook { Id = webhook, TenantId = PortalHost.Tenant, Url = receiver.Url, Secret = "a secret of at least sixteen", EventTypes = "", CreatedAt = default });
            database.WebhookDeliveries.Add(new WebhookDelivery
            {
                Id = delivery,
                WebhookId = webhook,
                EventId = "1",
                EventType = "summary.ready",
                CallId = Guid.CreateVersion7(),
                Body = """{"id":"1"}""",
                State = WebhookDeliveryState.Dead,
                Attempts = 9,
                LastError = "timed out",
                CreatedAt = TimeProvider.System.GetUtcNow(),
                NextAttemptAt = TimeProvider.System.GetUtcNow(),
            });
            return Task.CompletedTask;
        });
        await using var engineer = await Chromium.PersonAsync("en-US", phone: false);
        await engineer.SignInAsync(await LinkAsync(null));
        await engineer.Page.GotoAsync($"{Host.Address}console/operations");
        await Assertions.Expect(engineer.Page.Locator("main")).ToContainTextAsync("timed out");
        await Person.SubmitAsync(engineer.Page, "text=Send again");

        await Eventually.True(() => !receiver.Received.IsEmpty, "the delivery to come", TimeSpan.FromSeconds(30));
        await Eventually.True(
            async () =>
            {
                await engineer.Page.ReloadAsync();
                return (await engineer.Page.Locator("main").TextContentAsync())!.Contains("every event was delivered", StringComparison.Ordinal);
            },
            "the delivery to be off the page",
            TimeSpan.FromSeconds(30));
        await engineer.Page.GotoAsync($"{Host.Address}console/audit");
        await Assertions.Expect(engineer.Page.Locator("main")).ToContainTextAsync($"delivery.resent {delivery}");
    }

    [Fact]
    public async Task Review_ByKeyboard_FindsWhatIsUnsure_CommentsFlagsAndAsksForAnotherModel()
    {
        var call = await RichCallAsync("병원 예약 변경");
        await Host.WithDatabaseAsync(async database =>
        {
            var line = await database.Utterances.SingleAsync(u => u.CallId == call.Id && u.Leg == Leg.Callee && u.Text.Length > 0, Cancel);
            database.Utterances.Remove(line);
            await database.SaveChangesAsync(Cancel);
            database.Utterances.Add(Unsure(line));
        });
        await using var agent = await Chromium.PersonAsync("en-US", phone: false);
        await agent.SignInAsync(await LinkAsync(null));
        var page = agent.Page;
        await page.GotoAsync($"{Host.Address}console");
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync(call.Id.ToString());
        await page.Keyboard.PressAsync("Enter");
        await Person.AtAsync(page, $"/console?q={call.Id}");
        await Person.SubmitAsync(page, "table a");
        await OpenAsync(page);

        // What the recogniser was not sure of is marked, word by word, and one key away.
        await Assertions.Expect(page.Locator("#chat .unsure")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("#chat .seg-low")).ToHaveTextAsync("아마도");
        await page.Keyboard.PressAsync("n");
        await Assertions.Expect(page.Locator("#chat .unsure.at-line")).ToHaveCountAsync(1);

        await page.FillAsync("textarea[name=text]", "The name was misheard");
        await page.CheckAsync("[name=flag]");
        await Person.SubmitAsync(page, "text=Add");
        await Assertions.Expect(page.Locator(".left .plain")).ToContainTextAsync("The name was misheard");
        await Assertions.Expect(page.Locator(".left .tag.flag")).ToHaveTextAsync("quality");

        await Person.SubmitAsync(page, "text=Versions, and again");
        await page.SelectOptionAsync("[name=engine]", "extractive");
        await Person.SubmitAsync(page, "text=Summarise again");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("under way");
        await page.GotoAsync($"{Host.Address}console");
        await Assertions.Expect(page.Locator("main .tag.flag")).ToHaveTextAsync("flagged");
        Assert.Empty(agent.Complaints);
    }

    private static Utterance Unsure(Utterance line) => new()
    {
        CallId = line.CallId,
        Leg = line.Leg,
        Sequence = line.Sequence,
        Offset = line.Offset,
        Duration = line.Duration,
        Text = "네 아마도",
        Language = "ko",
        Probability = 0.4,
        NoSpeechProbability = 0,
        Drop = TranscriptDrop.None,
        SegmentsJson = System.Text.Json.JsonSerializer.Serialize<TranscribedSegment[]>(
        [
            new() { Start = TimeSpan.Zero, End = TimeSpan.FromMilliseconds(100), Text = "네", Probability = 0.9 },
            new() { Start = TimeSpan.FromMilliseconds(100), End = TimeSpan.FromMilliseconds(200), Text = "아마도", Probability = 0.3 },
        ]),
        Model = line.Model,
    };

    [Fact]
    public async Task SignInLink_IsScannedFromTheScreen_AndSignsTheTelephoneIn()
    {
        var zbarimg = Prerequisites.Require("zbarimg");
        await using var administrator = await Chromium.PersonAsync("en-US", phone: false, dark: true);
        await administrator.SignInAsync(await LinkAsync(null));
        await administrator.Page.GotoAsync($"{Host.Address}console/administration");
        await administrator.Page.FillAsync("form[action$='/links'] [name=number]", PortalHost.Alice);
        await Person.SubmitAsync(administrator.Page, "form[action$='/links'] button.primary");
        await administrator.AssertAccessibleAsync("a link as a QR code");
        using var folder = new TempFolder();
        await administrator.Page.Locator(".code svg").ScreenshotAsync(new LocatorScreenshotOptions { Path = folder["code.png"] });
        await using var scanner = ChildProcess.Start(zbarimg, ["--raw", "-q", folder["code.png"]]);
        Assert.Equal(0, await scanner.ExitAsync());
        var link = Assert.Single(scanner.Lines, line => line.StartsWith("http", StringComparison.Ordinal));
        Assert.Equal(await administrator.Page.Locator("#secret").TextContentAsync(), link);

        await using var alice = await Chromium.PersonAsync("ko-KR", phone: true);
        await alice.SignInAsync(link);
        await Person.AtAsync(alice.Page, "/app");
        Assert.Empty(administrator.Complaints);
    }
}
