using System.Net;
using System.Text.Json;
using CallSummary.Contracts;
using CallSummary.Portal.Operations;
using CallSummary.Storage.Access;
using CallSummary.Storage.Calls;
using CallSummary.TestKit;
using CallSummary.TestKit.Peers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CallSummary.IntegrationTests.Portal;

/// <summary>What the carrier's engineers see of calls and trunks, and the pause of a recording.</summary>
public sealed class OperationsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

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

        Assert.Equal(HttpStatusCode.NotFound, (await engineer.SubmitAsync($"/console/operations/calls/{over.Id}/pause")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await theirs.SubmitAsync($"/console/operations/calls/{running.Id}/pause")).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await engineer.SubmitAsync($"/console/operations/calls/{running.Id}/pause")).Status);
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
        await agent.SubmitAsync($"/console/calls/{over.Id}/access", ("reason", "The customer asks"), ("ticket", "T-1"));
        Assert.Contains("paused from 0:03 to 0:09", await agent.GetStringAsync($"/console/calls/{over.Id}", Cancel), StringComparison.Ordinal);
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
        await browser.SubmitAsync($"/console/calls/{call.Id}/access", ("reason", "The customer asks"), ("ticket", "T-1"));
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.SubmitAsync($"/console/calls/{call.Id}/reruns", ("kind", "transcript"), ("language", "ko"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.ImportAsync("+821012340000,+821012349999,Seoul\n1000", false)).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.ImportAsync("+821012340000,+821012349999,Seoul", true)).Status);
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
}
