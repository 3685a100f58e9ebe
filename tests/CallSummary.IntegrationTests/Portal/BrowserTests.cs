using CallSummary.Storage.Administration;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Reruns;
using CallSummary.Storage.Subscribers;
using CallSummary.TestKit;
using CallSummary.TestKit.Browsers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace CallSummary.IntegrationTests.Portal;

/// <summary>What holds for every page, in a real browser.</summary>
public sealed class BrowserTests : BrowserScene
{
    private static readonly string[] Payloads =
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>", "'-alert(1)-'", "</textarea><script>alert(1)</script>",
        "javascript:alert(1)", "{{constructor.constructor('alert(1)')()}}", "<iframe srcdoc='<script>alert(1)</script>'>", "\u202e<b onmouseover=alert(1)>x</b>",
    ];

    [Theory]
    [InlineData("ko-KR", true, false)]
    [InlineData("en-US", false, true)]
    public async Task Pages_AreAccessible_ComplainOfNothing_AndAskNobodyElse(string language, bool phone, bool dark)
    {
        var call = await RichCallAsync("병원 예약 변경");
        await using var alice = await Chromium.PersonAsync(language, phone, dark);
        await alice.Page.GotoAsync($"{Host.Address}signin");
        await alice.AssertAccessibleAsync("/signin");
        await alice.SignInAsync(await LinkAsync(PortalHost.Alice));
        foreach (var path in new[] { "app", $"app/calls/{call.Id}", "app/contacts", "app/settings", "app/access", $"app/calls/{call.Id}/print", "app?q=nothing", "app/calls/00000000-0000-0000-0000-000000000000" })
        {
            await alice.Page.GotoAsync($"{Host.Address}{path}");
            Assert.Equal(language[..2], await alice.Page.Locator("html").GetAttributeAsync("lang"));
            await alice.AssertAccessibleAsync("/" + path);
            Assert.True(await alice.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"/{path} is wider than the screen");
        }

        await using var agent = await Chromium.PersonAsync(language, phone, dark);
        await agent.SignInAsync(await LinkAsync(null));
        await agent.Page.GotoAsync($"{Host.Address}console/calls/{call.Id}");
        await agent.AssertAccessibleAsync("the question for a reason");
        await OpenAsync(agent.Page);
        await FillConsoleAsync(call, "sbc-2", "Seoul");
        foreach (var path in ConsolePages(call))
        {
            await agent.Page.GotoAsync($"{Host.Address}{path}");
            Assert.Equal(language[..2], await agent.Page.Locator("html").GetAttributeAsync("lang"));
            await agent.AssertAccessibleAsync("/" + path);
            Assert.Equal("", await agent.Page.EvaluateAsync<string>(WiderThanTheScreen));
        }

        foreach (var person in new[] { alice, agent })
        {
            Assert.Empty(person.Complaints);
            Assert.Equal([Host.Address.Authority], person.Hosts);
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
        await Host.WithDatabaseAsync(database =>
        {
            database.Contacts.Add(new Contact { TenantId = PortalHost.Tenant, SubscriberNumber = PortalHost.Alice, Number = number, Name = Payloads[1] });
            return Task.CompletedTask;
        });
        await using var alice = await Chromium.PersonAsync("en-US", phone: false);
        await alice.SignInAsync(await LinkAsync(PortalHost.Alice));
        await using var agent = await Chromium.PersonAsync("en-US", phone: false);
        await agent.SignInAsync(await LinkAsync(null));
        foreach (var (payload, call) in Payloads.Zip(calls))
        {
            await alice.Page.GotoAsync($"{Host.Address}app/calls/{call.Id}");
            Assert.Equal(payload, await alice.Page.Locator("#summary h1").TextContentAsync());
            Assert.Contains(payload, await alice.Page.Locator("#chat li").First.Locator(".words").TextContentAsync(), StringComparison.Ordinal);
            await agent.Page.GotoAsync($"{Host.Address}console/calls/{call.Id}");
            await OpenAsync(agent.Page, payload);
            await agent.Page.FillAsync("textarea[name=text]", payload);
            await agent.Page.ClickAsync("text=Add");
            await agent.Page.WaitForSelectorAsync(".left .plain li");
        }

        foreach (var path in new[] { "app", "app/contacts", "app/access", $"app?q={Uri.EscapeDataString(Payloads[1])}" })
        {
            await alice.Page.GotoAsync($"{Host.Address}{path}");
        }

        // What operators type, and what gateways and peers tell.
        var all = string.Join('\n', Payloads);
        await agent.Page.GotoAsync($"{Host.Address}console/administration/trunks/new");
        foreach (var field in new[] { "name", "peers", "hops", "destinations", "codecs", "username" })
        {
            await agent.Page.FillAsync($"[name={field}]", field is "name" or "username" ? Payloads[0] : all);
        }

        await Person.SubmitAsync(agent.Page, "main button.primary");
        await Assertions.Expect(agent.Page.Locator("[role=alert]")).ToContainTextAsync(Payloads[1]);
        Assert.Equal(Payloads[0], await agent.Page.InputValueAsync("[name=name]"));
        await agent.Page.GotoAsync($"{Host.Address}console/administration/numbers");
        await agent.Page.FillAsync("[name=text]", all);
        await Person.SubmitAsync(agent.Page, "main button.primary");
        await Assertions.Expect(agent.Page.Locator("[role=alert]")).ToContainTextAsync(Payloads[1]);
        await agent.Page.GotoAsync($"{Host.Address}console/administration/template");
        await agent.Page.FillAsync("[name=tone]", Payloads[2]);
        await Person.SubmitAsync(agent.Page, "main button.primary");
        await Assertions.Expect(agent.Page.Locator("[name=tone]")).ToHaveValueAsync(Payloads[2]);

        await FillConsoleAsync(calls[0], Payloads[1], Payloads[0]);
        foreach (var path in ConsolePages(calls[0]))
        {
            await agent.Page.GotoAsync($"{Host.Address}{path}");
            Assert.Equal(0, await agent.Page.Locator("main script, main iframe, main [onerror], main img").CountAsync());
        }

        await agent.Page.GotoAsync($"{Host.Address}console/operations/calls/{calls[0].Id}");
        await Assertions.Expect(agent.Page.Locator(".ladder th").Nth(3)).ToHaveTextAsync(Payloads[1]);
        Assert.Equal(0, await alice.Page.Locator("main script, main iframe, main [onerror]").CountAsync());
        Assert.Empty(alice.Complaints);
        Assert.Empty(agent.Complaints);
    }

    /// <summary>What makes a page scroll sideways, but for tables that scroll by themselves.</summary>
    private const string WiderThanTheScreen = "document.documentElement.scrollWidth <= innerWidth ? '' : location.pathname + [...document.querySelectorAll('main *')].filter(e => !e.closest('.scroll') && e.getBoundingClientRect().right > innerWidth).map(e => ' ' + e.tagName + '.' + e.className).join()";

    private static string[] ConsolePages(Call call) =>
    [
        "console", $"console/calls/{call.Id}", $"console/calls/{call.Id}/versions", "console/operations", $"console/operations/calls/{call.Id}", "console/administration",
        "console/administration/trunks", "console/administration/trunks/new", $"console/administration/trunks/{call.Id}", "console/administration/numbers",
        "console/administration/template", "console/administration/tenant", "console/tenants", "console/audit",
    ];

    /// <summary>Something of everything that the console shows, with these words wherever a peer, a gateway or an operator can put some.</summary>
    private async Task FillConsoleAsync(Call call, string name, string words)
    {
        ConsoleScene.Hear(Host, ConsoleScene.Status(name, problem: words, hop: $"sip:{words}", isUp: false));
        await Host.WithDatabaseAsync(async database =>
        {
            database.Trunks.Add(ConsoleScene.Trunk(name, call.Id, peers: words));
            database.CallTraces.Add(ConsoleScene.Trace(call.Id, name));
            database.CallTraces.Add(ConsoleScene.Trace(Guid.CreateVersion7(), name));
            database.SubscriberRanges.Add(new SubscriberRange { Id = Guid.CreateVersion7(), TenantId = PortalHost.Tenant, First = "+821012340000", Last = "+821012349999", Note = words, CreatedAt = default });
            var tenant = await database.TenantProfiles.SingleOrDefaultAsync(t => t.TenantId == PortalHost.Tenant, Cancel)
                ?? database.TenantProfiles.Add(new TenantProfile { TenantId = PortalHost.Tenant, Name = words, ChangedAt = default }).Entity;
            tenant.Name = words;
            var summary = await database.Summaries.AsNoTracking().SingleAsync(s => s.CallId == call.Id, Cancel);
            database.EarlierSummaries.Add(new EarlierSummary
            {
                Id = Guid.CreateVersion7(),
                CallId = call.Id,
                TenantId = call.TenantId,
                SubscriberLeg = summary.SubscriberLeg,
                Engine = summary.Engine,
                Title = words,
                DocumentJson = summary.DocumentJson,
                CreatedAt = summary.CreatedAt.AddMinutes(-1),
                ReplacedAt = summary.CreatedAt,
                ReplacedById = summary.Id,
            });
            database.Reruns.Add(new Rerun { Id = Guid.CreateVersion7(), CallId = call.Id, TenantId = call.TenantId, Kind = RerunKind.Summary, Model = words, RequestedAt = summary.CreatedAt });
            (await database.Calls.SingleAsync(c => c.Id == call.Id, Cancel)).PausesJson = """[{"Start":"00:00:03","End":"00:00:09"}]""";
        });
    }

    [Fact]
    public async Task Notice_ThatIsDelivered_IsShownAndLeadsToItsCall()
    {
        await using var alice = await Chromium.PersonAsync("ko-KR", phone: false);
        await alice.Context.GrantPermissionsAsync(["notifications"]);
        await alice.SignInAsync(await LinkAsync(PortalHost.Alice));
        var call = (await RichCallAsync("비밀")).Id;
        await DeliverNoticeAsync(alice, call);
        const string shown = "navigator.serviceWorker.ready.then(r => r.getNotifications()).then(n => n.map(x => `${x.title} ${x.data.url}`).join())";
        await Eventually.True(async () => (await alice.Page.EvaluateAsync<string>(shown)).Length > 0, "the notice", TimeSpan.FromSeconds(30));
        Assert.Equal($"통화 요약이 준비되었습니다 /app/calls/{call}", await alice.Page.EvaluateAsync<string>(shown));

        // Pressed, it opens the call in the app that is open. The press is the worker's event: a headless browser has no place where notices hang.
        await InWorkerAsync(alice, "self.registration.getNotifications().then(([notification]) => { self.dispatchEvent(new NotificationEvent('notificationclick', { notification })); })");
        await Person.AtAsync(alice.Page, $"/app/calls/{call}");
        await Assertions.Expect(alice.Page.Locator("#summary h1")).ToHaveTextAsync("비밀");
        Assert.Equal(string.Empty, await alice.Page.EvaluateAsync<string>(shown));
    }

    [Fact]
    public async Task Notice_ThatIsPressedWhileNoPageIsOpen_OpensItsCallInANewWindow()
    {
        await using var alice = await Chromium.PersonAsync("ko-KR", phone: true);
        await alice.Context.GrantPermissionsAsync(["notifications"]);
        await alice.SignInAsync(await LinkAsync(PortalHost.Alice));
        var call = (await RichCallAsync("비밀")).Id;
        await DeliverNoticeAsync(alice, call);
        await alice.Page.EvaluateAsync("navigator.serviceWorker.ready.then(async r => { while ((await r.getNotifications()).length === 0) await new Promise(next => setTimeout(next, 50)); })");
        await alice.Page.CloseAsync();

        // A browser lets a worker open windows for a finger's press alone: what the worker asks for is kept where a page can read it.
        await InWorkerAsync(alice, """
            Clients.prototype.openWindow = (url) => caches.open('asked').then((cache) => cache.put('/app/asked', new Response(url)));
            self.registration.getNotifications().then(([notification]) => self.dispatchEvent(new NotificationEvent('notificationclick', { notification })));
            """);
        var page = await alice.Context.NewPageAsync();
        await page.GotoAsync($"{Host.Address}signin");
        const string asked = "caches.match('/app/asked').then((kept) => kept ? kept.text() : '')";
        await Eventually.True(async () => (await page.EvaluateAsync<string>(asked)).Length > 0, "the worker to open a window", TimeSpan.FromSeconds(30));
        var address = await page.EvaluateAsync<string>(asked);
        Assert.Equal($"/app/calls/{call}", address);
        await page.GotoAsync(new Uri(Host.Address, address).ToString());
        await Assertions.Expect(page.Locator("#summary h1")).ToHaveTextAsync("비밀");
    }

    private async Task DeliverNoticeAsync(Person person, Guid call)
    {
        await person.Page.EvaluateAsync("navigator.serviceWorker.ready.then(() => true)");
        var devtools = await person.Context.NewCDPSessionAsync(person.Page);
        var registered = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        devtools.Event("ServiceWorker.workerRegistrationUpdated").OnEvent += (_, happened) =>
        {
            foreach (var registration in happened!.Value.GetProperty("registrations").EnumerateArray())
            {
                registered.TrySetResult(registration.GetProperty("registrationId").GetString()!);
            }
        };
        await devtools.SendAsync("ServiceWorker.enable");
        var device = new PushDevice
        {
            Id = Guid.Empty,
            TenantId = "",
            SubscriberNumber = "",
            SessionId = Guid.Empty,
            Endpoint = "",
            P256dh = "",
            Auth = "",
            Language = "ko",
            ShowsTitle = false,
            CreatedAt = default,
        };
        await devtools.SendAsync("ServiceWorker.deliverPushMessage", new Dictionary<string, object>
        {
            ["origin"] = Host.Address.GetLeftPart(UriPartial.Authority),
            ["registrationId"] = await registered.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancel),
            ["data"] = CallSummary.Portal.Push.PushNotice.Of(device, call, "비밀").ToJson(),
        });
    }

    // Playwright shows pages, not workers.
    private static async Task InWorkerAsync(Person person, string script)
    {
        var devtools = await person.Context.Browser!.NewBrowserCDPSessionAsync();
        var targets = (await devtools.SendAsync("Target.getTargets"))!.Value.GetProperty("targetInfos").EnumerateArray();
        var worker = targets.Single(t => t.GetProperty("type").GetString() == "service_worker").GetProperty("targetId").GetString()!;
        var attached = await devtools.SendAsync("Target.attachToTarget", new Dictionary<string, object> { ["targetId"] = worker, ["flatten"] = false });
        await devtools.SendAsync("Target.sendMessageToTarget", new Dictionary<string, object>
        {
            ["sessionId"] = attached!.Value.GetProperty("sessionId").GetString()!,
            ["message"] = System.Text.Json.JsonSerializer.Serialize(new { id = 1, method = "Runtime.evaluate", @params = new { expression = script } }),
        });
    }

    [Fact]
    public async Task WhatWasRead_StaysReadableWithoutANetwork_UntilSigningOut()
    {
        var call = await RichCallAsync("병원 예약 변경");
        await using var alice = await Chromium.PersonAsync("ko-KR", phone: true);
        await alice.SignInAsync(await LinkAsync(PortalHost.Alice));
        var page = alice.Page;
        await page.EvaluateAsync("navigator.serviceWorker.ready.then(() => true)");
        await page.GotoAsync($"{Host.Address}app/calls/{call.Id}");
        await page.ReloadAsync();
        await Eventually.True(() => page.EvaluateAsync<bool>("caches.open('read').then(c => c.keys()).then(k => k.length > 0)"), "the page to be kept", TimeSpan.FromSeconds(30));

        await alice.Context.SetOfflineAsync(true);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#summary h1")).ToHaveTextAsync("병원 예약 변경");
        await alice.Context.SetOfflineAsync(false);
        await page.ReloadAsync();
        await page.ClickAsync(".out button");
        await Person.AtAsync(page, "/signin");
        Assert.Equal(0, await page.EvaluateAsync<int>("caches.keys().then(k => k.length)"));
    }
}
