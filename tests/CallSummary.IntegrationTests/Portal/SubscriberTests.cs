using System.Net;
using System.Text.Json;
using CallSummary.Contracts;
using CallSummary.Storage;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Recordings;
using CallSummary.Storage.Subscribers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CallSummary.IntegrationTests.Portal;

/// <summary>What a subscriber does with calls, by the forms of the pages.</summary>
public sealed class SubscriberTests
{
    private const string Corrected = "바로잡은 제목, \"그대로\"";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Exports_HoldTheCallAsItIsNow_AndSayWhatTheyAre()
    {
        await using var host = await PortalHost.StartAsync();
        var call = await host.AddCallAsync();
        var alice = await host.BrowserAsync(PortalHost.Alice);
        await host.WithDatabaseAsync(async database =>
            (await database.Calls.SingleAsync(c => c.Id == call.Id, Cancel)).PausesJson = JsonSerializer.Serialize<RecordingPause[]>([new() { Start = TimeSpan.FromSeconds(61), End = TimeSpan.FromSeconds(75) }]));
        await PostAsync(alice, $"/app/calls/{call.Id}/corrections", ("target", "title"), ("text", Corrected));
        await PostAsync(alice, $"/app/calls/{call.Id}/party", ("name", "미소치과"));

        var text = await ExportAsync(alice, $"/app/calls/{call.Id}/export.txt", "text/plain", "attachment");
        foreach (var expected in new[] { Corrected, "미소치과", $"내일 세 시에 봐요 {call.Id:N}", "may be wrong", "paused from 1:01 to 1:15" })
        {
            Assert.Contains(expected, text, StringComparison.Ordinal);
        }

        var json = JsonDocument.Parse(await ExportAsync(alice, $"/app/calls/{call.Id}/export.json", "application/json", "attachment")).RootElement;
        Assert.Equal(call.Id, json.GetProperty("call").GetProperty("id").GetGuid());
        Assert.Equal(2, json.GetProperty("lines").GetArrayLength());
        Assert.Equal(75, json.GetProperty("paused")[0].GetProperty("end").GetDouble());
        var correction = json.GetProperty("corrections")[0];
        Assert.Equal((SampleCalls.TitleOf(call, Leg.Caller), Corrected), (correction.GetProperty("original").GetString(), correction.GetProperty("text").GetString()));

        var print = WebUtility.HtmlDecode(await ExportAsync(alice, $"/app/calls/{call.Id}/print", "text/html", null));
        Assert.Contains(Corrected, print, StringComparison.Ordinal);
        Assert.Contains("may be wrong", print, StringComparison.Ordinal);
        Assert.Contains("paused from 1:01 to 1:15", print, StringComparison.Ordinal);
        Assert.StartsWith("RIFF", await ExportAsync(alice, $"/app/calls/{call.Id}/recording", "audio/wav", null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RatingAndApproval_AreKept_AndACorrectedSummaryIsGivenOnWithPermissionAlone()
    {
        await using var host = await PortalHost.StartAsync();
        var call = await host.AddCallAsync();
        var alice = await host.BrowserAsync(PortalHost.Alice);
        await PostAsync(alice, $"/app/calls/{call.Id}/rating", ("rating", "9"));
        await PostAsync(alice, $"/app/calls/{call.Id}/corrections", ("target", "details:0"), ("text", Corrected));
        await PostAsync(alice, $"/app/calls/{call.Id}/rating", ("rating", "2"), ("improve", "true"));
        await PostAsync(alice, $"/app/calls/{call.Id}/approval");

        await host.WithDatabaseAsync(async database =>
        {
            var given = await database.SummaryFeedback.OrderBy(f => f.Id).ToListAsync(Cancel);
            Assert.Equal([5, 2], given.Select(f => f.Rating));
            Assert.Equal([false, true], given.Select(f => f.MayImprove));
            Assert.Null(given[0].CorrectionJson);
            Assert.Equal(Corrected, JsonSerializer.Deserialize<SummaryContent>(given[1].CorrectionJson!)!.Details[0].Text);
            var mark = await database.CallMarks.SingleAsync(Cancel);
            Assert.Equal(2, mark.Rating);
            Assert.NotNull(mark.ApprovedAt);
            await using var output = new StringWriter();
            Assert.Equal(1, await FeedbackExport.WriteAsync(database, PortalHost.Tenant, output, Cancel));
        });
        var page = await alice.GetStringAsync($"/app/calls/{call.Id}", Cancel);
        Assert.Contains("Approved", page, StringComparison.Ordinal);
        Assert.Equal(2, page.Split("class=\"star\" aria-pressed=\"true\"").Length - 1);
    }

    [Fact]
    public async Task DeleteAll_ErasesHisOwnCallsEverywhere_OnceHeIsSure()
    {
        await using var host = await PortalHost.StartAsync();
        var calls = new[] { await host.AddCallAsync(), await host.AddCallAsync() };
        var bobs = await host.AddCallAsync(PortalHost.Bob);
        var alice = await host.BrowserAsync(PortalHost.Alice);
        await PostAsync(alice, $"/app/calls/{calls[0].Id}/corrections", ("target", "title"), ("text", Corrected));
        using var unsure = await alice.PostAsync("/app/delete-all", new FormUrlEncodedContent([]), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, unsure.StatusCode);
        await PostAsync(alice, "/app/delete-all", ("sure", "yes"));

        Assert.Equal([bobs.Id], host.Services.GetRequiredService<IRecordingStore>().ListCalls());
        await host.WithDatabaseAsync(async database =>
        {
            Assert.Equal([bobs.Id], await database.Utterances.Select(u => u.CallId).Distinct().ToListAsync(Cancel));
            Assert.Equal([bobs.Id], await database.Summaries.Select(s => s.CallId).Distinct().ToListAsync(Cancel));
            Assert.False(await database.Corrections.AnyAsync(Cancel));
            Assert.False(await database.CallIndex.AnyAsync(e => e.SubscriberNumber == PortalHost.Alice, Cancel));
            Assert.Equal(2, await database.Calls.CountAsync(c => c.State == CallState.Erased && c.CallerNumber == "", Cancel));
        });
        Assert.DoesNotContain("data-call", await alice.GetStringAsync("/app", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SummaryChoices_AreKeptForTheirSubscriber_AndSaid()
    {
        await using var host = await PortalHost.StartAsync();
        var alice = await host.BrowserAsync(PortalHost.Alice);
        await PostAsync(alice, "/app/settings/summaries", ("outgoing", "off"));
        await PostAsync(alice, "/app/settings/summaries", ("number", "02-1234-5678"), ("outgoing", "on"), ("incoming", "off"));
        await PostAsync(alice, "/app/settings/summaries", ("number", "+15551234567"), ("outgoing", "off"), ("incoming", "off"));
        await PostAsync(alice, "/app/settings/summaries", ("number", "+15551234567"), ("outgoing", ""), ("incoming", ""));
        using var wrong = await alice.PostAsync("/app/settings/summaries", new FormUrlEncodedContent([new("number", "nobody"), new("outgoing", "off")]), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);

        using var choices = new SummaryChoices(
            host.Services.GetRequiredService<IDbContextFactory<CallSummaryDbContext>>(), TimeProvider.System, NullLogger<SummaryChoices>.Instance);
        await choices.RefreshAsync(Cancel);
        Assert.False(choices.Wants(PortalHost.Tenant, PortalHost.Alice, PortalHost.Stranger, Leg.Caller));
        Assert.True(choices.Wants(PortalHost.Tenant, PortalHost.Alice, PortalHost.Stranger, Leg.Callee));
        Assert.True(choices.Wants(PortalHost.Tenant, PortalHost.Alice, "+82212345678", Leg.Caller));
        Assert.False(choices.Wants(PortalHost.Tenant, PortalHost.Alice, "+82212345678", Leg.Callee));
        Assert.True(choices.Wants(PortalHost.Tenant, PortalHost.Bob, PortalHost.Stranger, Leg.Caller));

        var page = await alice.GetStringAsync("/app/settings", Cancel);
        Assert.Contains("02-1234-5678", page, StringComparison.Ordinal);
        Assert.DoesNotContain("+15551234567", page, StringComparison.Ordinal);
        Assert.DoesNotContain("02-1234-5678", await (await host.BrowserAsync(PortalHost.Bob)).GetStringAsync("/app/settings", Cancel), StringComparison.Ordinal);
    }

    private static async Task PostAsync(HttpClient browser, string path, params (string Name, string Value)[] fields)
    {
        using var response = await browser.PostAsync(path, new FormUrlEncodedContent(fields.ToDictionary(f => f.Name, f => f.Value)), Cancel);
        Assert.True(response.StatusCode == HttpStatusCode.SeeOther, $"{path}: {(int)response.StatusCode}");
    }

    private static async Task<string> ExportAsync(HttpClient browser, string path, string type, string? disposition)
    {
        using var response = await browser.GetAsync(path, Cancel);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(disposition, response.Content.Headers.ContentDisposition?.DispositionType);
        return await response.Content.ReadAsStringAsync(Cancel);
    }
}
