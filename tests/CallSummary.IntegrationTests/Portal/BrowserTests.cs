using System.Text.Json;
using CallSummary.Contracts;
using CallSummary.Portal.Search;
using CallSummary.Storage.Access;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Subscribers;
using CallSummary.TestKit;
using CallSummary.TestKit.Browsers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CallSummary.IntegrationTests.Portal;

/// <summary>The pages in a real browser, over calls that are in the database already.</summary>
public sealed class BrowserTests : IAsyncLifetime
{
    private static readonly string[] Payloads =
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>", "'-alert(1)-'", "</textarea><script>alert(1)</script>",
        "javascript:alert(1)", "{{constructor.constructor('alert(1)')()}}", "<iframe srcdoc='<script>alert(1)</script>'>", "\u202e<b onmouseover=alert(1)>x</b>",
    ];

    private Chromium _chromium = null!;
    private PortalHost _host = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _chromium = await Chromium.StartAsync();
        _host = await PortalHost.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_chromium is not null)
        {
            await _chromium.DisposeAsync();
        }

        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("ko-KR", true, false)]
    [InlineData("en-US", false, true)]
    public async Task Pages_AreAccessible_ComplainOfNothing_AndAskNobodyElse(string language, bool phone, bool dark)
    {
        var call = await RichCallAsync("병원 예약 변경");
        await using var alice = await _chromium.PersonAsync(language, phone, dark);
        await alice.Page.GotoAsync($"{_host.Address}signin");
        await alice.AssertAccessibleAsync("/signin");
        await alice.SignInAsync(await LinkAsync(PortalHost.Alice));
        foreach (var path in new[] { "app", $"app/calls/{call.Id}", "app/contacts", "app/settings", "app/access", $"app/calls/{call.Id}/print", "app?q=nothing", "app/calls/00000000-0000-0000-0000-000000000000" })
        {
            await alice.Page.GotoAsync($"{_host.Address}{path}");
            Assert.Equal(language[..2], await alice.Page.Locator("html").GetAttributeAsync("lang"));
            await alice.AssertAccessibleAsync("/" + path);
            Assert.True(await alice.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"/{path} is wider than the screen");
        }

        await using var agent = await _chromium.PersonAsync(language, phone, dark);
        await agent.SignInAsync(await LinkAsync(null));
        await agent.Page.GotoAsync($"{_host.Address}console/calls/{call.Id}");
        await agent.AssertAccessibleAsync("the question for a reason");
        await OpenAsync(agent.Page);
        foreach (var path in new[] { "console", $"console/calls/{call.Id}", "console/operations", "console/administration", "console/audit" })
        {
            await agent.Page.GotoAsync($"{_host.Address}{path}");
            await agent.AssertAccessibleAsync("/" + path);
        }

        foreach (var person in new[] { alice, agent })
        {
            Assert.Empty(person.Complaints);
            Assert.Equal([_host.Address.Authority], person.Hosts);
        }
    }

    [Fact]
    public async Task Texts_ThatAreMarkup_StayText()
    {
        var calls = new List<Call>();
        foreach (var payload in Payloads)
        {
            calls.Add(await RichCallAsync(payload));
        }

        var number = calls[0].CalleeNumber;
        await _host.WithDatabaseAsync(database =>
        {
            database.Contacts.Add(new Contact { TenantId = PortalHost.Tenant, SubscriberNumber = PortalHost.Alice, Number = number, Name = Payloads[1] });
            return Task.CompletedTask;
        });
        await using var alice = await _chromium.PersonAsync("en-US", phone: false);
        await alice.SignInAsync(await LinkAsync(PortalHost.Alice));
        await using var agent = await _chromium.PersonAsync("en-US", phone: false);
        await agent.SignInAsync(await LinkAsync(null));
        foreach (var (payload, call) in Payloads.Zip(calls))
        {
            await alice.Page.GotoAsync($"{_host.Address}app/calls/{call.Id}");
            Assert.Equal(payload, await alice.Page.Locator("#summary h1").TextContentAsync());
            Assert.Contains(payload, await alice.Page.Locator("#chat li").First.Locator(".words").TextContentAsync(), StringComparison.Ordinal);
            await agent.Page.GotoAsync($"{_host.Address}console/calls/{call.Id}");
            await OpenAsync(agent.Page, payload);
            await agent.Page.FillAsync("textarea[name=text]", payload);
            await agent.Page.ClickAsync("text=Add");
            await agent.Page.WaitForSelectorAsync(".left .plain li");
        }

        foreach (var path in new[] { "app", "app/contacts", "app/access", $"app?q={Uri.EscapeDataString(Payloads[1])}" })
        {
            await alice.Page.GotoAsync($"{_host.Address}{path}");
        }

        await agent.Page.GotoAsync($"{_host.Address}console/audit");
        Assert.Equal(0, await alice.Page.Locator("main script, main iframe, main [onerror]").CountAsync());
        Assert.Empty(alice.Complaints);
        Assert.Empty(agent.Complaints);
    }

    [Fact]
    public async Task Call_IsFoundCorrectedTickedSharedAndErased()
    {
        var call = await RichCallAsync("병원 예약 변경");
        await RichCallAsync("인터넷 요금 문의");
        await using var alice = await _chromium.PersonAsync("ko-KR", phone: true);
        await alice.SignInAsync(await LinkAsync(PortalHost.Alice));
        var page = alice.Page;

        // Found without its particle and across its space.
        await page.FillAsync("#q", "예약변경");
        await page.PressAsync("#q", "Enter");
        await page.WaitForURLAsync("**/app?q=*");
        await Assertions.Expect(page.Locator(".row")).ToHaveCountAsync(1);
        await page.Locator(".row").ClickAsync();
        await page.WaitForURLAsync($"**/app/calls/{call.Id}");

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

        // A share shows its part, and dies.
        await page.Locator("#share > summary").ClickAsync();
        await page.Locator("#share button.primary").ClickAsync();
        var link = await page.Locator("#new-share").InputValueAsync();
        await using var stranger = await _chromium.PersonAsync("en-US", phone: false);
        await stranger.Page.GotoAsync(link);
        await Assertions.Expect(stranger.Page.Locator("main")).ToContainTextAsync("병원 예약 변경");
        await Assertions.Expect(stranger.Page.Locator("main")).Not.ToContainTextAsync("화요일로");
        await Assertions.Expect(stranger.Page.Locator("main")).Not.ToContainTextAsync(PortalHost.Stranger[3..]);
        Assert.Equal(404, (await stranger.Page.GotoAsync($"{link}/recording"))!.Status);
        await page.Locator("#share .shares button.danger").ClickAsync();
        await Assertions.Expect(page.Locator("#share .shares")).ToHaveCountAsync(0);
        Assert.Equal(404, (await stranger.Page.GotoAsync(link))!.Status);

        // Erased here is erased in another tab, in the search, and in the database.
        var other = await alice.Context.NewPageAsync();
        await other.GotoAsync($"{_host.Address}app/calls/{call.Id}");
        await page.Locator(".manage details").Last.Locator("summary").ClickAsync();
        await page.Locator(".manage details").Last.Locator("button.danger").ClickAsync();
        await page.WaitForURLAsync("**/app");
        await other.WaitForURLAsync("**/app");
        await page.GotoAsync($"{_host.Address}app?q=화요일로");
        await Assertions.Expect(page.Locator(".row")).ToHaveCountAsync(0);
        await _host.WithDatabaseAsync(async database =>
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
        await using var agent = await _chromium.PersonAsync("en-US", phone: false);
        await agent.SignInAsync(await LinkAsync(null));
        var page = agent.Page;
        await page.GotoAsync($"{_host.Address}console/calls/{call.Id}");
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

        await using var alice = await _chromium.PersonAsync("en-US", phone: true);
        await alice.SignInAsync(await LinkAsync(PortalHost.Alice));
        await alice.Page.GotoAsync($"{_host.Address}app/access");
        foreach (var words in new[] { "Agent Kim", "opened the call", "The customer says the account is wrong", "T-1001", "shown in full", "corrected a line" })
        {
            await Assertions.Expect(alice.Page.Locator("main")).ToContainTextAsync(words);
        }

        await page.ClickAsync("text=Close access");
        await page.GotoAsync($"{_host.Address}console/calls/{call.Id}");
        await Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync("확인");
    }

    [Fact]
    public async Task WhatWasRead_StaysReadableWithoutANetwork_UntilSigningOut()
    {
        var call = await RichCallAsync("병원 예약 변경");
        await using var alice = await _chromium.PersonAsync("ko-KR", phone: true);
        await alice.SignInAsync(await LinkAsync(PortalHost.Alice));
        var page = alice.Page;
        await page.EvaluateAsync("navigator.serviceWorker.ready.then(() => true)");
        await page.GotoAsync($"{_host.Address}app/calls/{call.Id}");
        await page.ReloadAsync();
        await Eventually.True(() => page.EvaluateAsync<bool>("caches.open('read').then(c => c.keys()).then(k => k.length > 0)"), "the page to be kept", TimeSpan.FromSeconds(30));

        await alice.Context.SetOfflineAsync(true);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#summary h1")).ToHaveTextAsync("병원 예약 변경");
        await alice.Context.SetOfflineAsync(false);
        await page.ReloadAsync();
        await page.ClickAsync(".out button");
        await page.WaitForURLAsync("**/signin");
        Assert.Equal(0, await page.EvaluateAsync<int>("caches.keys().then(k => k.length)"));
    }

    private static async Task OpenAsync(IPage page, string reason = "The customer complains")
    {
        await page.FillAsync("[name=reason]", reason);
        await page.FillAsync("[name=ticket]", "T-1001");
        await page.ClickAsync("main button.primary");
        await page.WaitForSelectorAsync(".grant");
    }

    private async Task<string> LinkAsync(string? subscriber) => $"{_host.Address}signin/" + await _host.Services.GetRequiredService<SignInLinks>().CreateAsync(
        PortalHost.Tenant, subscriber, subscriber ?? "Agent Kim", subscriber is null ? ConsoleRoles.All : [], TimeSpan.FromMinutes(5), Cancel);

    /// <summary>A call whose line, title and every other text holds <paramref name="words"/>.</summary>
    private async Task<Call> RichCallAsync(string words)
    {
        var call = await _host.AddCallAsync();
        await _host.WithDatabaseAsync(async database =>
        {
            var line = await database.Utterances.SingleAsync(u => u.CallId == call.Id && u.Leg == Leg.Caller && u.Sequence == 1, Cancel);
            line.Text = words;
            var summary = await database.Summaries.SingleAsync(s => s.CallId == call.Id, Cancel);
            database.Summaries.Remove(summary);
            await database.SaveChangesAsync(Cancel);
            var document = JsonSerializer.Deserialize<SummaryDocument>(summary.DocumentJson)!;
            database.Summaries.Add(new Summary
            {
                Id = summary.Id,
                CallId = call.Id,
                TenantId = summary.TenantId,
                SubscriberLeg = summary.SubscriberLeg,
                SubscriberNumber = summary.SubscriberNumber,
                Engine = summary.Engine,
                CreatedAt = summary.CreatedAt,
                Title = words,
                DocumentJson = JsonSerializer.Serialize(document with
                {
                    Content = document.Content with
                    {
                        Title = words,
                        Summary = words,
                        Details = [new SummaryDetail { Text = words, Evidence = [1] }],
                        ActionItems = [new SummaryActionItem { Owner = "me", Text = words, Evidence = [1] }],
                        Schedule = [new SummaryScheduleItem { What = words, When = "내일 세 시", StartsAt = "2026-11-30T15:00:00+09:00", Evidence = [1] }],
                        Facts = [new SummaryFact { Kind = "phone", Value = words, Evidence = [2] }],
                        Tags = [words],
                        Risk = new SummaryRisk { Level = "suspicious", Reason = words, Evidence = [1] },
                    },
                }),
            });
        });
        await _host.Services.GetRequiredService<CallIndexer>().IndexAsync(call.Id, PortalHost.Tenant, Cancel);
        return call;
    }
}
