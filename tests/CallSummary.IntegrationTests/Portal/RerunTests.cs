using System.Net;
using System.Text.Json;
using CallSummary.Contracts;
using CallSummary.Storage.Access;
using CallSummary.Storage.Reruns;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.IntegrationTests.Portal;

/// <summary>A call's work once more, its versions side by side, and the end of an access.</summary>
public sealed class RerunTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rerun_NeedsTheCallOpen_IsLogged_OneAtATime_AndVersionsAreCompared()
    {
        await using var host = await PortalHost.StartAsync();
        var call = await host.AddCallAsync();
        var agent = await host.BrowserAsync(null, PortalHost.Tenant, ConsoleRoles.Support);
        Assert.Equal(HttpStatusCode.NotFound, (await agent.SubmitAsync($"/console/calls/{call.Id}/reruns", ("kind", "summary"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await agent.GetAsync($"/console/calls/{call.Id}/versions", Cancel)).StatusCode);

        await agent.SubmitAsync($"/console/calls/{call.Id}/access", ("reason", "The customer asks"), ("ticket", "T-1"));
        Assert.Equal(HttpStatusCode.BadRequest, (await agent.SubmitAsync($"/console/calls/{call.Id}/reruns", ("kind", "summary"), ("model", "<script>"))).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await agent.SubmitAsync($"/console/calls/{call.Id}/reruns", ("kind", "summary"), ("engine", "llama"), ("model", "other-model"))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await agent.SubmitAsync($"/console/calls/{call.Id}/reruns", ("kind", "transcript"))).Status);
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
        await agent.SubmitAsync($"/console/calls/{call.Id}/close");
        Assert.Equal(HttpStatusCode.NotFound, (await agent.GetAsync($"/console/calls/{call.Id}/versions", Cancel)).StatusCode);
    }

    [Fact]
    public async Task AccessThatIsOver_ShowsNothing_AndTakesNothing()
    {
        await using var host = await PortalHost.StartAsync();
        var call = await host.AddCallAsync();
        var agent = await host.BrowserAsync(null, PortalHost.Tenant, ConsoleRoles.Support, ConsoleRoles.Audio);
        await agent.SubmitAsync($"/console/calls/{call.Id}/access", ("reason", "The customer asks"), ("ticket", "T-1"));
        Assert.Contains("약속", await agent.GetStringAsync($"/console/calls/{call.Id}", Cancel), StringComparison.Ordinal);

        await host.WithDatabaseAsync(database => database.AccessGrants.ExecuteUpdateAsync(set => set.SetProperty(g => g.ExpiresAt, DateTimeOffset.UnixEpoch), Cancel));

        var page = await agent.GetStringAsync($"/console/calls/{call.Id}", Cancel);
        Assert.DoesNotContain("약속", page, StringComparison.Ordinal);
        Assert.Contains("Why do you open this call?", page, StringComparison.Ordinal);
        foreach (var path in new[] { "versions", "recording", "waveform" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await agent.GetAsync($"/console/calls/{call.Id}/{path}", Cancel)).StatusCode);
        }

        foreach (var path in new[] { "unmask", "comments", "corrections", "reruns" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await agent.SubmitAsync($"/console/calls/{call.Id}/{path}", ("text", "x"), ("kind", "summary"))).Status);
        }
    }
}
