using System.Buffers.Binary;
using System.Net;
using CallSummary.Contracts;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Recordings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CallSummary.IntegrationTests.Portal;

public sealed class CallTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_PagesThroughAllCallsNewestFirst_EvenWhenTheyBeganTogether()
    {
        await using var host = await PortalHost.StartAsync();
        var began = DateTimeOffset.UnixEpoch.AddYears(56);
        var ids = new List<Guid>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add((await host.AddCallAsync(startedAt: began.AddMinutes(i / 2))).Id);
        }

        var client = await host.ClientAsync(PortalHost.Alice);
        var seen = new List<Guid>();
        var times = new List<DateTimeOffset>();
        string? cursor = null;
        do
        {
            var page = await client.JsonAsync("/api/v1/calls?limit=2" + (cursor is null ? "" : $"&cursor={cursor}"));
            foreach (var item in page.GetProperty("items").EnumerateArray())
            {
                seen.Add(item.GetProperty("id").GetGuid());
                times.Add(item.GetProperty("started_at").GetDateTimeOffset());
            }

            cursor = page.GetProperty("next_cursor").GetString();
        }
        while (cursor is not null);

        Assert.Equal(5, seen.Count);
        Assert.Equal(ids.Order(), seen.Order());
        Assert.Equal(times.OrderDescending(), times);
    }

    [Fact]
    public async Task List_ByTime_IncludesFromAndExcludesTo()
    {
        await using var host = await PortalHost.StartAsync();
        var began = new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);
        await host.AddCallAsync(startedAt: began.AddSeconds(-1));
        var first = await host.AddCallAsync(startedAt: began);
        await host.AddCallAsync(startedAt: began.AddMinutes(1));
        var client = await host.ClientAsync();

        var page = await client.JsonAsync("/api/v1/calls?from=2026-11-24T18:00:00%2B09:00&to=2026-11-24T09:01:00Z");

        Assert.Equal(first.Id, Assert.Single(page.GetProperty("items").EnumerateArray()).GetProperty("id").GetGuid());
    }

    [Theory]
    [InlineData("limit=0", "\"limit\" must be 1 to 200")]
    [InlineData("limit=201", "\"limit\" must be 1 to 200")]
    [InlineData("limit=many", "limit")]
    [InlineData("cursor=nonsense", "next_cursor")]
    [InlineData("from=yesterday", "ISO 8601")]
    [InlineData("to=2026-11-24T18:00:00+09:00", "%2B")]
    [InlineData("from=2026-11-25&to=2026-11-24", "Swap")]
    public async Task List_BadQuery_SaysHowToPutItRight(string query, string expected)
    {
        await using var host = await PortalHost.StartAsync();
        var client = await host.ClientAsync();

        using var response = await client.GetAsync($"/api/v1/calls?{query}", Cancel);

        Assert.Contains(expected, await response.ProblemAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_ShowsTheCallFromTheReadersView()
    {
        await using var host = await PortalHost.StartAsync();
        var call = await host.AddCallAsync(PortalHost.Alice, PortalHost.Bob, calleeIsSubscriber: true);
        var bob = await host.ClientAsync(PortalHost.Bob);

        var json = await bob.JsonAsync($"/api/v1/calls/{call.Id}");

        Assert.Equal("callee", json.GetProperty("leg").GetString());
        Assert.Equal("summarized", json.GetProperty("state").GetString());
        Assert.Equal("caller_hung_up", json.GetProperty("termination").GetString());
        Assert.Equal(1, json.GetProperty("duration_seconds").GetDouble());
        Assert.Equal(SampleCalls.TitleOf(call, Leg.Callee), json.GetProperty("summary").GetProperty("title").GetString());
        Assert.True(json.GetProperty("summary").GetProperty("ai_generated").GetBoolean());
    }

    [Fact]
    public async Task Transcript_NumbersLinesAsTheEvidenceCountsThem()
    {
        await using var host = await PortalHost.StartAsync();
        var call = await host.AddCallAsync();
        var alice = await host.ClientAsync(PortalHost.Alice);

        var json = await alice.JsonAsync($"/api/v1/calls/{call.Id}/transcript");

        var lines = json.GetProperty("lines").EnumerateArray().ToList();
        Assert.Equal([1, 2], lines.Select(l => l.GetProperty("number").GetInt32()));
        Assert.Equal(["me", "other"], lines.Select(l => l.GetProperty("speaker").GetString()));
        Assert.Equal(["caller", "callee"], lines.Select(l => l.GetProperty("leg").GetString()));
        Assert.Equal(0.5, lines[0].GetProperty("start").GetDouble());
        Assert.Equal(0.75, lines[0].GetProperty("end").GetDouble());
        Assert.Equal(1, json.GetProperty("missing").GetInt32());
        Assert.Equal(1, json.GetProperty("dropped").GetInt32());
        Assert.False(json.GetProperty("complete").GetBoolean());
    }

    [Fact]
    public async Task TranscriptAndSummary_LegIsTheTenantsToChoose()
    {
        await using var host = await PortalHost.StartAsync();
        var call = await host.AddCallAsync(PortalHost.Alice, PortalHost.Bob, calleeIsSubscriber: true);
        var tenant = await host.ClientAsync();
        var alice = await host.ClientAsync(PortalHost.Alice);

        var transcript = await tenant.JsonAsync($"/api/v1/calls/{call.Id}/transcript?leg=callee");
        var summary = await tenant.JsonAsync($"/api/v1/calls/{call.Id}/summary?leg=callee");
        using var refused = await alice.GetAsync($"/api/v1/calls/{call.Id}/summary?leg=callee", Cancel);
        using var unknown = await tenant.GetAsync($"/api/v1/calls/{call.Id}/transcript?leg=left", Cancel);

        Assert.Equal("other", transcript.GetProperty("lines")[0].GetProperty("speaker").GetString());
        Assert.Equal("callee", summary.GetProperty("subscriber_leg").GetString());
        Assert.Contains("Leave it out", await refused.ProblemAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Contains("caller or callee", await unknown.ProblemAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Summary_NotWrittenYet_Is404ThatSaysSo()
    {
        await using var host = await PortalHost.StartAsync();
        var call = await host.AddCallAsync();
        await host.WithDatabaseAsync(database => database.Summaries.ExecuteDeleteAsync(Cancel));
        var alice = await host.ClientAsync(PortalHost.Alice);

        using var response = await alice.GetAsync($"/api/v1/calls/{call.Id}/summary", Cancel);

        Assert.Contains("summary.ready", await response.ProblemAsync(HttpStatusCode.NotFound), StringComparison.Ordinal);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await alice.JsonAsync($"/api/v1/calls/{call.Id}")).GetProperty("summary").ValueKind);
    }

    [Fact]
    public async Task Recording_WholeAndByRange_IsStereoWav()
    {
        const int Length = 44 + (8000 * 4);
        await using var host = await PortalHost.StartAsync();
        var path = $"/api/v1/calls/{(await host.AddCallAsync()).Id}/recording";
        var alice = await host.ClientAsync(PortalHost.Alice);

        using var whole = await alice.GetAsync(path, Cancel);
        var wav = await whole.Content.ReadAsByteArrayAsync(Cancel);
        using var head = await alice.SendAsync(HttpMethod.Head, path);
        using var part = await alice.SendAsync(HttpMethod.Get, path, ("Range", "bytes=44-51"));
        using var tail = await alice.SendAsync(HttpMethod.Get, path, ("Range", "bytes=-4"));
        using var beyond = await alice.SendAsync(HttpMethod.Get, path, ("Range", $"bytes={Length}-"));
        using var unchanged = await alice.SendAsync(HttpMethod.Get, path, ("If-None-Match", whole.Headers.ETag!.ToString()));

        Assert.Equal("audio/wav", whole.Content.Headers.ContentType?.MediaType);
        Assert.Equal("nosniff", Assert.Single(whole.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal(Length, wav.Length);
        Assert.Equal(2, BinaryPrimitives.ReadInt16LittleEndian(wav.AsSpan(22)));
        Assert.Equal(0, BinaryPrimitives.ReadInt16LittleEndian(wav.AsSpan(44)));
        Assert.Equal(32124, BinaryPrimitives.ReadInt16LittleEndian(wav.AsSpan(46))); // G.711 µ-law 0x80, ITU-T G.711 table 2a
        Assert.Equal((HttpStatusCode.OK, (long?)Length), (head.StatusCode, head.Content.Headers.ContentLength));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal($"bytes 44-51/{Length}", part.Content.Headers.ContentRange?.ToString());
        Assert.Equal(wav[44..52], await part.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal(wav[^4..], await tail.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Fact]
    public async Task Recording_WhileTheCallIsUpOrWithoutSound_SaysWhy()
    {
        await using var host = await PortalHost.StartAsync();
        var silent = await host.AddCallAsync();
        host.Services.GetRequiredService<IRecordingStore>().Delete(silent.Id);
        var up = await host.AddCallAsync();
        await host.WithDatabaseAsync(async database =>
        {
            var row = await database.Calls.SingleAsync(c => c.Id == up.Id, Cancel);
            (row.EndedAt, row.Duration, row.State) = (null, null, CallState.InProgress);
        });
        var damaged = await host.AddCallAsync();
        host.Services.GetRequiredService<IRecordingStore>().Delete(damaged.Id);
        await using (var file = host.Services.GetRequiredService<IRecordingStore>().OpenAppend(damaged.Id, Leg.Caller))
        {
            file.Write("not a recording at all"u8);
        }

        var alice = await host.ClientAsync(PortalHost.Alice);

        using var none = await alice.GetAsync($"/api/v1/calls/{silent.Id}/recording", Cancel);
        using var early = await alice.GetAsync($"/api/v1/calls/{up.Id}/recording", Cancel);
        using var broken = await alice.GetAsync($"/api/v1/calls/{damaged.Id}/recording", Cancel);

        Assert.Contains("no recording", await none.ProblemAsync(HttpStatusCode.NotFound), StringComparison.Ordinal);
        Assert.Contains("call.ended", await early.ProblemAsync(HttpStatusCode.Conflict), StringComparison.Ordinal);
        Assert.Contains("damaged", await broken.ProblemAsync(HttpStatusCode.InternalServerError), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erase_ThenEveryEndpointAnswers404AndNothingIsLeft()
    {
        await using var host = await PortalHost.StartAsync();
        var call = await host.AddCallAsync();
        var alice = await host.ClientAsync(PortalHost.Alice);
        string[] paths = [$"/api/v1/calls/{call.Id}", $"/api/v1/calls/{call.Id}/transcript", $"/api/v1/calls/{call.Id}/summary", $"/api/v1/calls/{call.Id}/recording"];

        using var erased = await alice.SendAsync(HttpMethod.Delete, paths[0]);

        Assert.Equal(HttpStatusCode.NoContent, erased.StatusCode);
        foreach (var path in paths)
        {
            using var gone = await alice.GetAsync(path, Cancel);
            await gone.ProblemAsync(HttpStatusCode.NotFound);
        }

        using var again = await alice.SendAsync(HttpMethod.Delete, paths[0]);
        await again.ProblemAsync(HttpStatusCode.NotFound);
        Assert.Empty((await alice.JsonAsync("/api/v1/calls")).GetProperty("items").EnumerateArray());
        await host.WithDatabaseAsync(async database =>
        {
            Assert.False(await database.Utterances.AnyAsync(Cancel));
            Assert.False(await database.Summaries.AnyAsync(Cancel));
        });
        Assert.Null(host.Services.GetRequiredService<IRecordingStore>().OpenRead(call.Id, Leg.Caller));
    }
}
