using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CallSummary.Contracts;
using CallSummary.Portal.Operations;
using CallSummary.Storage.Access;
using CallSummary.Storage.Administration;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Reruns;
using CallSummary.TestKit;
using CallSummary.TestKit.Peers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CallSummary.IntegrationTests.Portal;

/// <summary>The console over HTTP: what changes, who may, and what the log says of it.</summary>
public sealed class ConsoleTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Trunk_IsCheckedSavedAndAnnounced_AndItsPasswordNeverComesBack()
    {
        await using var host = await PortalHost.StartAsync();
        await host.WithDatabaseAsync(database => Task.FromResult(database.Trunks.Add(ConsoleScene.Trunk("theirs", tenant: "another-tenant", peers: "198.51.100.0/24"))));
        var admin = await AdministratorAsync(host);
        var refused = await PostAsync(admin, "trunks", ("name", "Capital"), ("peers", "here\n198.51.100.7\n0.0.0.0/0"), ("hops", "sip:user@10.0.0.1"), ("consent", "NoticeRequired"), ("srtp", "Allow"), ("calls", "many"), ("username", "u"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        foreach (var problem in new[] { "small letters", "\"here\"", "another tenant", "wider than", "no SIP URI", "go together", "whole numbers" })
        {
            Assert.Contains(problem, WebUtility.HtmlDecode(refused.Body), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(admin, "trunks", ("name", "theirs"), ("peers", "192.0.2.1"), ("consent", "NoticeRequired"), ("srtp", "Allow"))).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await PostAsync(
            admin, "trunks", ("name", "sbc-2"), ("enabled", "true"), ("peers", "192.0.2.0/28\r\n2001:db8::7"), ("consent", "AlreadyAnnounced"), ("srtp", "Require"), ("username", "sbc"), ("password", "s3cret-word"), ("calls", "30"))).Status);
        StoredTrunk? trunk = null;
        await host.WithDatabaseAsync(async database => trunk = await database.Trunks.AsNoTracking().SingleAsync(t => t.Name == "sbc-2", Cancel));
        Assert.Equal(("192.0.2.0/28\n2001:db8::7", "s3cret-word", 30, PortalHost.Tenant), (trunk!.Peers, trunk.Password, trunk.MaxCalls, trunk.TenantId));

        // Changed without typing the password again: it stays, and no page shows it.
        var page = await admin.GetStringAsync($"/console/administration/trunks/{trunk.Id}", Cancel);
        Assert.DoesNotContain("s3cret-word", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await PostAsync(admin, $"trunks/{trunk.Id}", ("peers", "192.0.2.1"), ("consent", "AlreadyAnnounced"), ("srtp", "Require"), ("username", "sbc"), ("calls", "40"))).Status);
        await host.WithDatabaseAsync(async database =>
        {
            var changed = await database.Trunks.AsNoTracking().SingleAsync(t => t.Id == trunk.Id, Cancel);
            Assert.Equal(("192.0.2.1", "s3cret-word", 40, false), (changed.Peers, changed.Password, changed.MaxCalls, changed.IsEnabled));
            var log = await database.AuditLog.Where(a => a.Action.StartsWith("trunk.")).OrderBy(a => a.Id).ToListAsync(Cancel);
            Assert.Equal(["trunk.created", "trunk.changed"], log.Select(a => a.Action));
            Assert.Contains("MaxCalls 30 → 40", log[1].Target, StringComparison.Ordinal);
            Assert.DoesNotContain(log, a => a.Target!.Contains("s3cret", StringComparison.Ordinal));
            Assert.NotEqual(Guid.Empty, (await database.TenantProfiles.SingleAsync(t => t.TenantId == PortalHost.Tenant, Cancel)).Version);
        });

        // Another tenant's trunk is nothing that could be opened, changed or removed.
        var theirs = await AdministratorAsync(host, "another-tenant");
        Assert.Equal(HttpStatusCode.NotFound, (await theirs.GetAsync($"/console/administration/trunks/{trunk.Id}", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(theirs, $"trunks/{trunk.Id}/remove")).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await PostAsync(admin, $"trunks/{trunk.Id}/remove")).Status);
    }

    [Fact]
    public async Task NumbersFile_WithAnError_ChangesNothing_AndOneWithoutIsTakenWhole()
    {
        await using var host = await PortalHost.StartAsync();
        var admin = await AdministratorAsync(host);
        var bad = await ImportAsync(admin, "first,last,note\n+821012340000,+821012349999,Seoul\n+8210,12,x\nhello\n+821012340500,,inside\n", false);
        Assert.Equal(HttpStatusCode.BadRequest, bad.Status);
        Assert.Contains("Line 3:", bad.Body, StringComparison.Ordinal);
        Assert.Contains("Line 4:", bad.Body, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync(host));
        var overlapping = await ImportAsync(admin, "+821012340000,+821012349999\n1000\n+821012340500", false);
        Assert.Contains("Line 3:", overlapping.Body, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync(host));

        Assert.Equal(HttpStatusCode.OK, (await ImportAsync(admin, "\uFEFFfirst;last;note\r\n+82 10-1234-0000;+82 10-1234-9999;\"Seoul; north\"\r\n1000;;=1+1\r\n", false)).Status);
        Assert.Equal(2, await CountAsync(host));
        Assert.Contains("already", (await ImportAsync(admin, "+821012345678", false)).Body, StringComparison.Ordinal);
        Assert.Equal(2, await CountAsync(host));
        var csv = await admin.GetStringAsync("/console/administration/numbers/export.csv", Cancel);
        Assert.Contains("+821012340000,+821012349999,\"Seoul; north\"", csv, StringComparison.Ordinal);
        Assert.Contains("\"'=1+1\"", csv, StringComparison.Ordinal);
        Assert.Contains("821012340000", await admin.GetStringAsync("/console/administration/numbers?q=%2B821012345678", Cancel), StringComparison.Ordinal);

        // Another tenant sees none of them; replacing replaces.
        Assert.DoesNotContain("821012340000", await (await AdministratorAsync(host, "another-tenant")).GetStringAsync("/console/administration/numbers", Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await ImportAsync(admin, "+821099990000", true)).Status);
        Assert.Equal(1, await CountAsync(host));
        await host.WithDatabaseAsync(async database => Assert.Equal(
            ["numbers.added", "numbers.exported", "numbers.replaced"], await database.AuditLog.Where(a => a.Action.StartsWith("numbers.")).OrderBy(a => a.Id).Select(a => a.Action).ToListAsync(Cancel)));
    }

    [Fact]
    public async Task Tenants_AreMadeByWhoMayOnly_AndGetTheirFirstAdministrator()
    {
        await using var host = await PortalHost.StartAsync();
        var operations = await host.BrowserAsync(null, PortalHost.Tenant, ConsoleRoles.Tenants);
        var made = await PostAsync(operations, "/console/tenants", ("id", "new-carrier"), ("name", "New Carrier"), ("zone", "Europe/London"), ("notice", "en"), ("language", ""));
        Assert.Equal(HttpStatusCode.OK, made.Status);
        var link = Regex.Match(made.Body, "/signin/[A-Za-z0-9_-]+").Value;
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(operations, "/console/tenants", ("id", "new-carrier"), ("name", "Again"), ("zone", "Europe/London"), ("notice", "en"))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(operations, "/console/tenants", ("id", "other"), ("name", "Other"), ("zone", "Nowhere"), ("notice", "en"))).Status);

        var first = host.Browser();
        using var signedIn = await first.PostAsync(link, new FormUrlEncodedContent([]), Cancel);
        Assert.Contains("new-carrier", await first.GetStringAsync("/console/administration/tenant", Cancel), StringComparison.Ordinal);

        // An administrator gives no role that is not his to give.
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(first, "links", ("name", "Me"), ("roles", "tenants"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await first.GetAsync("/console/tenants", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Roles_ChangeFromTheNextRequestOn_AndTakeOpenCallsWithThem()
    {
        await using var host = await PortalHost.StartAsync();
        var call = await host.AddCallAsync();
        var admin = await AdministratorAsync(host);
        var agent = await host.BrowserAsync(null, PortalHost.Tenant, ConsoleRoles.Support);
        Assert.Equal(HttpStatusCode.SeeOther, (await PostAsync(agent, $"/console/calls/{call.Id}/access", ("reason", "The customer asks"), ("ticket", "T-1"))).Status);
        Guid session = default, own = default;
        await host.WithDatabaseAsync(async database =>
        {
            session = await database.Sessions.Where(s => s.Roles == "support").Select(s => s.Id).SingleAsync(Cancel);
            own = await database.Sessions.Where(s => s.Roles == "administration").Select(s => s.Id).SingleAsync(Cancel);
        });

        Assert.Equal(HttpStatusCode.SeeOther, (await PostAsync(admin, $"sessions/{session}/roles", ("roles", "operations"), ("roles", "tenants"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync($"/console/calls/{call.Id}", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await agent.GetAsync("/console/operations", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(admin, $"sessions/{own}/roles", ("roles", "support"))).Status);
        await host.WithDatabaseAsync(async database =>
        {
            Assert.Equal("operations", (await database.Sessions.SingleAsync(s => s.Id == session, Cancel)).Roles);
            Assert.False(await database.AccessGrants.AnyAsync(Cancel));
            Assert.Equal("Agent Kim: support → operations", (await database.AuditLog.SingleAsync(a => a.Action == "roles.changed", Cancel)).Target);
        });
    }

    [Fact]
    public async Task Operations_ShowTheTenantsTrunksAndFailures_AndNobodyElses()
    {
        await using var host = await PortalHost.StartAsync();
        ConsoleScene.Hear(host, ConsoleScene.Status("sbc-1", isUp: false));
        var failed = Guid.CreateVersion7();
        var began = TimeProvider.System.GetUtcNow();
        await host.PublishAsync(Traced(failed, "INVITE", began));
        await Eventually.True(async () =>
        {
            var found = false;
            await host.WithDatabaseAsync(async database => found = await database.CallTraces.AnyAsync(t => t.CallId == failed, Cancel));
            return found;
        }, "the ladder to be kept", TimeSpan.FromSeconds(30));

        // A message that comes twice, and a second session of the same call.
        foreach (var (method, at) in new[] { ("INVITE", began), ("BYE", began.AddSeconds(2)), ("BYE", began.AddSeconds(2)) })
        {
            await host.PublishAsync(Traced(failed, method, at));
        }

        await Eventually.True(async () =>
        {
            var entries = "";
            await host.WithDatabaseAsync(async database => entries = (await database.CallTraces.SingleAsync(t => t.CallId == failed, Cancel)).EntriesJson);
            return JsonSerializer.Deserialize<List<SipTraceEntry>>(entries)!.Select(e => (e.Method, e.At.TotalSeconds)).SequenceEqual([("INVITE", 0), ("BYE", 2)]);
        }, "both sessions in one ladder", TimeSpan.FromSeconds(30));
        var engineer = await host.BrowserAsync(null, PortalHost.Tenant, ConsoleRoles.Operations);
        var page = await engineer.GetStringAsync("/console/operations", Cancel);
        foreach (var words in new[] { "no hop answers", "too many calls a second", failed.ToString(), "next hop refused" })
        {
            Assert.Contains(words, page, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("not-yours", page, StringComparison.Ordinal);
        var course = await engineer.GetStringAsync($"/console/operations/calls/{failed}", Cancel);
        Assert.Contains("INVITE →", WebUtility.HtmlDecode(course), StringComparison.Ordinal);
        Assert.Contains("more did not fit", course, StringComparison.Ordinal);
        var theirs = await host.BrowserAsync(null, "another-tenant", ConsoleRoles.Operations);
        Assert.Equal(HttpStatusCode.NotFound, (await theirs.GetAsync($"/console/operations/calls/{failed}", Cancel)).StatusCode);
        Assert.DoesNotContain(failed.ToString(), await theirs.GetStringAsync("/console/operations", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pause_IsLoggedAndAsksTheGateway_OnlyForARunningCallOfTheTenant()
    {
        await using var host = await PortalHost.StartAsync();
        var over = await host.AddCallAsync();
        var running = SampleCalls.Ended(PortalHost.Alice, PortalHost.Stranger, true, false, PortalHost.Tenant, TimeProvider.System.GetUtcNow());
        (running.State, running.EndedAt, running.Duration) = (CallState.InProgress, null, null);
        await host.WithDatabaseAsync(database => Task.FromResult(database.Calls.Add(running)));
        var engineer = await host.BrowserAsync(null, PortalHost.Tenant, ConsoleRoles.Operations);
        var theirs = await host.BrowserAsync(null, "another-tenant", ConsoleRoles.Operations);

        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(engineer, $"/console/operations/calls/{over.Id}/pause")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(theirs, $"/console/operations/calls/{running.Id}/pause")).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await PostAsync(engineer, $"/console/operations/calls/{running.Id}/pause")).Status);
        await host.WithDatabaseAsync(async database =>
        {
            var entry = await database.AuditLog.SingleAsync(a => a.Action == "recording.paused", Cancel);
            Assert.Equal((running.Id, PortalHost.Alice), (entry.CallId, entry.CallerSubscriber));
        });

        // The gap is in the transcript: for support, for the subscriber, over the API.
        await host.WithDatabaseAsync(async database => (await database.Calls.SingleAsync(c => c.Id == over.Id, Cancel)).PausesJson = """[{"Start":"00:00:03","End":"00:00:09"}]""");
        Assert.Contains("paused from 0:03 to 0:09", await (await host.BrowserAsync(PortalHost.Alice)).GetStringAsync($"/app/calls/{over.Id}", Cancel), StringComparison.Ordinal);
        Assert.Contains("\"paused\":[{\"start\":3,\"end\":9}]", await (await host.ClientAsync(PortalHost.Alice)).GetStringAsync($"/api/v1/calls/{over.Id}/transcript", Cancel), StringComparison.Ordinal);
        var agent = await host.BrowserAsync(null, PortalHost.Tenant, ConsoleRoles.Support);
        await PostAsync(agent, $"/console/calls/{over.Id}/access", ("reason", "The customer asks"), ("ticket", "T-1"));
        Assert.Contains("paused from 0:03 to 0:09", await agent.GetStringAsync($"/console/calls/{over.Id}", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rerun_NeedsTheCallOpen_IsLogged_OneAtATime_AndVersionsAreCompared()
    {
        await using var host = await PortalHost.StartAsync();
        var call = await host.AddCallAsync();
        var agent = await host.BrowserAsync(null, PortalHost.Tenant, ConsoleRoles.Support);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(agent, $"/console/calls/{call.Id}/reruns", ("kind", "summary"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await agent.GetAsync($"/console/calls/{call.Id}/versions", Cancel)).StatusCode);

        await PostAsync(agent, $"/console/calls/{call.Id}/access", ("reason", "The customer asks"), ("ticket", "T-1"));
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(agent, $"/console/calls/{call.Id}/reruns", ("kind", "summary"), ("model", "<script>"))).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await PostAsync(agent, $"/console/calls/{call.Id}/reruns", ("kind", "summary"), ("engine", "llama"), ("model", "other-model"))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(agent, $"/console/calls/{call.Id}/reruns", ("kind", "transcript"))).Status);
        await host.WithDatabaseAsync(async database =>
        {
            var rerun = await database.Reruns.SingleAsync(Cancel);
            Assert.Equal((RerunKind.Summary, SummaryBackend.Llama, "other-model"), (rerun.Kind, rerun.Engine, rerun.Model));
            Assert.Equal("T-1", (await database.AuditLog.SingleAsync(a => a.Action == "call.summary-again", Cancel)).Ticket);

            // The worker is done: the summary from before is kept.
            (rerun.FinishedAt, rerun.Outcome) = (TimeProvider.System.GetUtcNow(), RerunOutcome.Done);
            var summary = await database.Summaries.SingleAsync(s => s.CallId == call.Id, Cancel);
            var document = JsonSerializer.Deserialize<SummaryDocument>(summary.DocumentJson)!;
            database.EarlierSummaries.Add(new EarlierSummary
            {
                Id = Guid.CreateVersion7(),
                CallId = call.Id,
                TenantId = call.TenantId,
                SubscriberLeg = summary.SubscriberLeg,
                Engine = summary.Engine,
                Title = "before",
                DocumentJson = JsonSerializer.Serialize(document with { Content = document.Content with { Details = [new SummaryDetail { Text = "예전 약속 110-234-567890", Evidence = [1] }] } }),
                CreatedAt = summary.CreatedAt.AddMinutes(-5),
                ReplacedAt = summary.CreatedAt,
                ReplacedById = summary.Id,
            });
            var before = await database.Utterances.AsNoTracking().Where(u => u.CallId == call.Id).ToListAsync(Cancel);
            before[0].Text = "잘못 들은 말";
            database.EarlierTranscripts.Add(new EarlierTranscript
            {
                Id = Guid.CreateVersion7(),
                CallId = call.Id,
                TenantId = call.TenantId,
                UtterancesJson = JsonSerializer.Serialize(before),
                ReplacedAt = summary.CreatedAt,
                RerunId = rerun.Id,
            });
        });
        var page = await agent.GetStringAsync($"/console/calls/{call.Id}/versions", Cancel);
        Assert.Contains("<mark>예전 약속 •••-•••-••••90</mark>", page, StringComparison.Ordinal);
        Assert.Contains("<mark>약속</mark>", page, StringComparison.Ordinal);
        Assert.Contains("잘못 들은 말", page, StringComparison.Ordinal);

        // When access ends, so does this.
        await PostAsync(agent, $"/console/calls/{call.Id}/close");
        Assert.Equal(HttpStatusCode.NotFound, (await agent.GetAsync($"/console/calls/{call.Id}/versions", Cancel)).StatusCode);
    }

    [Fact]
    public async Task OldLadders_AreForgotten()
    {
        await using var host = await PortalHost.StartAsync(new() { ["CallSummary:Portal:KeepTraces"] = "01:00:00" });
        var (old, recent) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await host.WithDatabaseAsync(database =>
        {
            database.CallTraces.Add(ConsoleScene.Trace(recent, "b"));
            database.CallTraces.Add(new CallSummary.Storage.Operations.CallTrace
            {
                CallId = old,
                TenantId = PortalHost.Tenant,
                At = TimeProvider.System.GetUtcNow().AddHours(-2),
                Trunk = "sbc-1",
                Answered = true,
                Termination = CallTermination.CallerHungUp,
                EntriesJson = "[]",
                Omitted = 0,
            });
            return Task.CompletedTask;
        });

        await host.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<TraceSweeper>().Single().SweepAsync(Cancel);

        await host.WithDatabaseAsync(async database => Assert.Equal(recent, (await database.CallTraces.SingleAsync(Cancel)).CallId));
    }

    [Fact]
    public async Task EveryPage_AnswersOnPostgres()
    {
        await using var postgres = await PostgresDatabase.CreateAsync();
        await using var host = await PortalHost.StartAsync(new()
        {
            ["CallSummary:Storage:Provider"] = "PostgreSQL",
            ["CallSummary:Storage:ConnectionString"] = postgres.ConnectionString,
        });
        var call = await host.AddCallAsync();
        await host.WithDatabaseAsync(database =>
        {
            database.Trunks.Add(ConsoleScene.Trunk("sbc-1", call.Id));
            database.CallTraces.Add(ConsoleScene.Trace(call.Id, "b"));
            return Task.CompletedTask;
        });
        var browser = await host.BrowserAsync(null, PortalHost.Tenant, [.. ConsoleRoles.All]);
        await PostAsync(browser, $"/console/calls/{call.Id}/access", ("reason", "The customer asks"), ("ticket", "T-1"));
        Assert.Equal(HttpStatusCode.SeeOther, (await PostAsync(browser, $"/console/calls/{call.Id}/reruns", ("kind", "transcript"), ("language", "ko"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await ImportAsync(browser, "+821012340000,+821012349999,Seoul\n1000", false)).Status);
        Assert.Equal(HttpStatusCode.OK, (await ImportAsync(browser, "+821012340000,+821012349999,Seoul", true)).Status);
        Assert.Contains("821012340000", await browser.GetStringAsync("/console/administration/numbers?q=%2B821012345678", Cancel), StringComparison.Ordinal);
        foreach (var route in RouteTable.Entries.Keys.Where(r => r.StartsWith("GET /console", StringComparison.Ordinal)))
        {
            using var page = await browser.GetAsync(route[4..].Replace("{id:guid}", call.Id.ToString(), StringComparison.Ordinal), Cancel);
            Assert.True(page.IsSuccessStatusCode, $"{route}: {(int)page.StatusCode}");
        }
    }

    private static CallTraced Traced(Guid callId, string method, DateTimeOffset at) => new()
    {
        CallId = callId,
        TenantId = PortalHost.Tenant,
        At = at,
        Trunk = "sbc-1",
        Answered = false,
        Termination = CallTermination.CalleeUnreachable,
        Entries = [new SipTraceEntry { At = TimeSpan.Zero, Peer = "sbc-1", IsSent = false, Method = method, Transport = "udp" }],
        Omitted = 4,
    };

    private static Task<HttpClient> AdministratorAsync(PortalHost host, string tenant = PortalHost.Tenant) => host.BrowserAsync(null, tenant, ConsoleRoles.Administration);

    private static async Task<(HttpStatusCode Status, string Body)> PostAsync(HttpClient browser, string path, params (string Field, string Value)[] form)
    {
        using var response = await browser.PostAsync(
            path[0] == '/' ? path : $"/console/administration/{path}", new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Field, f.Value))), Cancel);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancel));
    }

    private static async Task<(HttpStatusCode Status, string Body)> ImportAsync(HttpClient browser, string csv, bool replace)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(csv)), "file", "numbers.csv" }, { new StringContent(replace ? "true" : ""), "replace" } };
        using var response = await browser.PostAsync("/console/administration/numbers", form, Cancel);
        return (response.StatusCode, WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Cancel)));
    }

    private static async Task<int> CountAsync(PortalHost host)
    {
        var count = 0;
        await host.WithDatabaseAsync(async database => count = await database.SubscriberRanges.CountAsync(Cancel));
        return count;
    }
}
