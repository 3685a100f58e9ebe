using System.Text.RegularExpressions;
using CallSummary.Contracts;
using CallSummary.Storage.Calls;
using CallSummary.TestKit;
using CallSummary.TestKit.Browsers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace CallSummary.IntegrationTests.Portal;

/// <summary>What people do, from beginning to end, in a real browser.</summary>
public sealed class BrowserJourneyTests : BrowserScene
{
    [Fact]
    public async Task Call_IsFoundCorrectedTickedSharedAndErased()
    {
        var call = await RichCallAsync("병원 예약 변경");
        await RichCallAsync("인터넷 요금 문의");
        await using var alice = await Chromium.PersonAsync("ko-KR", phone: true);
        await alice.SignInAsync(await LinkAsync(PortalHost.Alice));
        var page = alice.Page;

        // Found without its particle and across its space.
        await page.FillAsync("#q", "예약변경");
        await page.PressAsync("#q", "Enter");
        await Assertions.Expect(page.Locator(".row")).ToHaveCountAsync(1);
        await page.Locator(".row").ClickAsync();
        await Person.AtAsync(page, $"/app/calls/{call.Id}");

        // A correction stays, and says what was heard.
        var line = page.Locator("#chat li").First;
        await line.Locator("summary").ClickAsync();
        await line.Locator("textarea").FillAsync("화요일로 바꿔 주세요");
        await line.Locator("button.primary").ClickAsync();
        await Assertions.Expect(page.Locator("#chat li").First.Locator(".words")).ToHaveTextAsync("화요일로 바꿔 주세요");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#chat li").First.Locator(".words")).ToHaveTextAsync("화요일로 바꿔 주세요");
        await Assertions.Expect(page.Locator("#chat li").First.Locator(".original")).ToContainTextAsync("병원 예약 변경");
        await page.Locator(".tick").First.ClickAsync();
        await Assertions.Expect(page.Locator(".tick").First).ToHaveAttributeAsync("aria-checked", "true");

        // Paper, or a PDF: the browser prints the page, with its own fonts.
        var printing = await alice.Context.NewPageAsync();
        await printing.GotoAsync($"{Host.Address}app/calls/{call.Id}/print");
        await Assertions.Expect(printing.Locator("article.print")).ToContainTextAsync("화요일로 바꿔 주세요");
        Assert.Equal("%PDF"u8.ToArray(), (await printing.PdfAsync())[..4]);
        await printing.CloseAsync();

        // A share shows its part, and dies.
        await page.Locator("#share > summary").ClickAsync();
        await page.Locator("#share button.primary").ClickAsync();
        var link = await page.Locator("#new-share").InputValueAsync();
        await using var stranger = await Chromium.PersonAsync("en-US", phone: false);
        await stranger.Page.GotoAsync(link);
        await Assertions.Expect(stranger.Page.Locator("main")).ToContainTextAsync("병원 예약 변경");
        await Assertions.Expect(stranger.Page.Locator("main")).Not.ToContainTextAsync("화요일로");
        await Assertions.Expect(stranger.Page.Locator("main")).Not.ToContainTextAsync(PortalHost.Stranger[3..]);
        await stranger.AssertAccessibleAsync("a share");
        Assert.Equal(404, (await stranger.Page.GotoAsync($"{link}/recording"))!.Status);
        await page.Locator("#share .shares button.danger").ClickAsync();
        await Assertions.Expect(page.Locator("#share .shares")).ToHaveCountAsync(0);
        Assert.Equal(404, (await stranger.Page.GotoAsync(link))!.Status);

        // Erased here is erased in another tab, in the search, and in the database.
        var other = await alice.Context.NewPageAsync();
        await other.GotoAsync($"{Host.Address}app/calls/{call.Id}");
        await page.Locator(".manage details").Last.Locator("summary").ClickAsync();
        await page.Locator(".manage details").Last.Locator("button.danger").ClickAsync();
        await Person.AtAsync(page, "/app");
        await Person.AtAsync(other, "/app");
        await page.GotoAsync($"{Host.Address}app?q=화요일로");
        await Assertions.Expect(page.Locator(".row")).ToHaveCountAsync(0);
        await Host.WithDatabaseAsync(async database =>
        {
            Assert.False(await database.CallIndex.AnyAsync(e => e.CallId == call.Id, Cancel));
            Assert.False(await database.Corrections.AnyAsync(c => c.CallId == call.Id, Cancel));
            Assert.False(await database.CallMarks.AnyAsync(m => m.CallId == call.Id, Cancel));
            Assert.False(await database.ShareLinks.AnyAsync(s => s.CallId == call.Id, Cancel));
        });
        Assert.Empty(alice.Complaints);
    }

    [Fact]
    public async Task Support_OpensACallForAReason_AndTheSubscriberSeesIt()
    {
        var call = await RichCallAsync("계좌 110-234-567890 확인");
        await using var agent = await Chromium.PersonAsync("en-US", phone: false);
        await agent.SignInAsync(await LinkAsync(null));
        var page = agent.Page;
        await page.GotoAsync($"{Host.Address}console/calls/{call.Id}");
        await Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync("확인");
        await OpenAsync(page, "The customer says the account is wrong");
        await Assertions.Expect(page.Locator("#chat")).ToContainTextAsync("•••-•••-••••90");
        await Assertions.Expect(page.Locator("#chat")).Not.ToContainTextAsync("110-234");
        await page.ClickAsync("text=Show numbers");
        await Assertions.Expect(page.Locator("#chat")).ToContainTextAsync("110-234-567890");

        // By keyboard: to the first line, and correct it.
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("e");
        await page.Locator("#chat li").First.Locator("textarea").FillAsync("계좌 110-234-567891 확인");
        await page.Locator("#chat li").First.Locator("button.primary").ClickAsync();
        await Assertions.Expect(page.Locator("#chat li").First.Locator(".words")).ToContainTextAsync("567891");

        await using var alice = await Chromium.PersonAsync("en-US", phone: true);
        await alice.SignInAsync(await LinkAsync(PortalHost.Alice));
        await alice.Page.GotoAsync($"{Host.Address}app/access");
        foreach (var words in new[] { "Agent Kim", "opened the call", "The customer says the account is wrong", "T-1001", "shown in full", "corrected a line" })
        {
            await Assertions.Expect(alice.Page.Locator("main")).ToContainTextAsync(words);
        }

        await page.ClickAsync("text=Close access");
        await page.GotoAsync($"{Host.Address}console/calls/{call.Id}");
        await Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync("확인");
    }

    [Fact]
    public async Task Words_ThatAreStillBeingSaid_SettleInTheSameBubble()
    {
        var call = await RunningCallAsync();
        await using var alice = await Chromium.PersonAsync("ko-KR", phone: true);
        await alice.SignInAsync(await LinkAsync(PortalHost.Alice));
        var page = alice.Page;
        await page.GotoAsync($"{Host.Address}app/calls/{call.Id}");

        // A stream that has just been asked for may not be open yet: words so far are repeated until they are seen.
        var bubble = page.Locator("#chat li");
        await Eventually.True(
            async () =>
            {
                await Host.PublishAsync(PartOf(call, "월요일 세"));
                return await bubble.CountAsync() == 1;
            },
            "the words so far",
            TimeSpan.FromSeconds(30));
        await Assertions.Expect(bubble.Locator(".words")).ToHaveTextAsync("월요일 세");
        await Assertions.Expect(bubble).ToHaveClassAsync(new Regex("theirs.*settling"));
        await bubble.EvaluateAsync("bubble => bubble.dataset.first = 'true'");
        await Host.PublishAsync(PartOf(call, "월요일 세 시에"));
        await Assertions.Expect(bubble.Locator(".words")).ToHaveTextAsync("월요일 세 시에");

        // The line takes their place; words that come late change nothing, and the next line is a bubble of its own.
        await Host.PublishAsync(SampleCalls.LineOf(call, Leg.Callee, 0, "월요일 세 시에 오세요."));
        await Assertions.Expect(bubble.Locator(".words")).ToHaveTextAsync("월요일 세 시에 오세요.");
        await Assertions.Expect(bubble).Not.ToHaveClassAsync(new Regex("settling"));
        await Host.PublishAsync(PartOf(call, "월요일"));
        await Host.PublishAsync(SampleCalls.LineOf(call, Leg.Caller, 1, "네."));
        await Assertions.Expect(bubble).ToHaveCountAsync(2);
        await Assertions.Expect(bubble.First.Locator(".words")).ToHaveTextAsync("월요일 세 시에 오세요.");
        await Assertions.Expect(bubble.First).ToHaveAttributeAsync("data-first", "true");
        Assert.Empty(alice.Complaints);
    }

    [Fact]
    public async Task RunningCall_ThatLooksLikeFraud_WarnsWhileItRuns_AndItsTitleComesFirst()
    {
        var call = await RunningCallAsync();
        await using var alice = await Chromium.PersonAsync("ko-KR", phone: true);
        await alice.SignInAsync(await LinkAsync(PortalHost.Alice));
        var page = alice.Page;
        var connected = page.WaitForRequestAsync("**/app/events");
        await page.GotoAsync($"{Host.Address}app/calls/{call.Id}");
        await connected;
        await Assertions.Expect(page.Locator(".risk-banner")).ToBeHiddenAsync();

        // A stream that has just been asked for may not be open yet: the sign is repeated until it is seen.
        await Eventually.True(
            async () =>
            {
                await Host.PublishAsync(new RiskRaised
                {
                    CallId = call.Id,
                    TenantId = call.TenantId,
                    Level = RiskLevel.Dangerous,
                    Phrase = "안전 계좌로 <b>보내세요</b>",
                    Sign = "safe_account",
                    Leg = Leg.Callee,
                    Sequence = 3,
                    Offset = TimeSpan.FromSeconds(12),
                    RaisedAt = call.StartedAt,
                });
                return await page.Locator(".risk-banner").IsVisibleAsync();
            },
            "the warning",
            TimeSpan.FromSeconds(30));
        await Assertions.Expect(page.Locator("#live-phrase")).ToHaveTextAsync("“안전 계좌로 <b>보내세요</b>”");
        await Assertions.Expect(page.Locator(".risk-banner")).ToContainTextAsync("전화를 끊고");
        await alice.AssertAccessibleAsync("the warning");

        await Host.PublishAsync(new CallTitled { CallId = call.Id, TenantId = call.TenantId, SubscriberLeg = Leg.Caller, Title = "안전 계좌 사칭", TitledAt = call.StartedAt });
        await Assertions.Expect(page.Locator("#waiting h1")).ToHaveTextAsync("안전 계좌 사칭");
        Assert.Empty(alice.Complaints);
    }

    private static UtterancePartlyTranscribed PartOf(Call call, string text) => new()
    {
        CallId = call.Id,
        TenantId = call.TenantId,
        Leg = Leg.Callee,
        Sequence = 0,
        Offset = TimeSpan.Zero,
        Duration = TimeSpan.FromSeconds(3),
        Text = text,
        Language = "ko",
        Probability = 0.9,
    };

    private async Task<Call> RunningCallAsync()
    {
        var call = SampleCalls.Ended(PortalHost.Alice, PortalHost.Stranger, true, false, PortalHost.Tenant, TimeProvider.System.GetUtcNow());
        call.State = CallState.InProgress;
        call.EndedAt = null;
        call.Duration = null;
        await Host.WithDatabaseAsync(database => Task.FromResult(database.Calls.Add(call)));
        return call;
    }
}
