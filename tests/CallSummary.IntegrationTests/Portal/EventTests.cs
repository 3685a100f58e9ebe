using System.Net;
using CallSummary.Contracts;
using CallSummary.Portal.Events;
using CallSummary.Storage.Access;
using CallSummary.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CallSummary.IntegrationTests.Portal;

public sealed class EventTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stream_TellsACallFromStartToSummaryAndErasure_InOrderAndFromTheReadersView()
    {
        await using var host = await PortalHost.StartAsync();
        var call = await host.AddCallAsync(PortalHost.Stranger, PortalHost.Bob, callerIsSubscriber: false, calleeIsSubscriber: true);
        var bob = await host.ClientAsync(PortalHost.Bob);
        using var events = await EventReader.OpenAsync(bob);

        await host.PublishAsync(SampleCalls.StartedOf(call));
        var started = await events.NextAsync();
        await host.PublishAsync(SampleCalls.LineOf(call, Leg.Callee, 0, "여보세요\n네"));
        var line = await events.NextAsync();
        await host.PublishAsync(SampleCalls.EndedOf(call));
        var ended = await events.NextAsync();
        await host.PublishAsync(SampleCalls.SummarizedOf(call, Leg.Callee));
        var ready = await events.NextAsync();
        await host.PublishAsync(new CallSummaryFailed { CallId = call.Id, TenantId = call.TenantId, SubscriberLeg = Leg.Callee, Failure = SummaryFailure.NoModel });
        var failed = await events.NextAsync();
        (await bob.DeleteAsync($"/api/v1/calls/{call.Id}", Cancel)).EnsureSuccessStatusCode();
        var erased = await events.NextAsync();

        Assert.Equal(
            ["call.started", "transcript.line", "call.ended", "summary.ready", "summary.failed", "call.erased"],
            new[] { started, line, ended, ready, failed, erased }.Select(e => e?.Type));
        Assert.Equal("callee", started!.Value.Data.GetProperty("data").GetProperty("call").GetProperty("leg").GetString());
        var said = line!.Value.Data.GetProperty("data").GetProperty("line");
        Assert.Equal(("me", "여보세요\n네"), (said.GetProperty("speaker").GetString(), said.GetProperty("text").GetString()));
        Assert.Equal($"summary.ready:{SampleCalls.SummarizedOf(call, Leg.Callee).SummaryId}", ready!.Value.Data.GetProperty("id").GetString());
        Assert.Equal("callee", ready.Value.Data.GetProperty("data").GetProperty("summary").GetProperty("subscriber_leg").GetString());
        Assert.Equal("no_model", failed!.Value.Data.GetProperty("data").GetProperty("failure").GetString());
        Assert.Equal(call.Id, erased!.Value.Data.GetProperty("data").GetProperty("call_id").GetGuid());
    }

    [Fact]
    public async Task Stream_SpeakerWhoTalksOn_GivesTheWordsSoFarThenTheLine_OrTakesThemBack()
    {
        await using var host = await PortalHost.StartAsync();
        var call = await host.AddCallAsync();
        using var events = await EventReader.OpenAsync(await host.ClientAsync(PortalHost.Alice));
        var soFar = new UtterancePartlyTranscribed
        {
            CallId = call.Id,
            TenantId = call.TenantId,
            Leg = Leg.Caller,
            Sequence = 0,
            Offset = TimeSpan.FromSeconds(1),
            Duration = TimeSpan.FromSeconds(6),
            Text = "we meet at",
            Language = "en",
            Probability = 0.9,
        };

        await host.PublishAsync(soFar);
        var partial = (await events.NextAsync())!.Value;
        await host.PublishAsync(SampleCalls.LineOf(call, Leg.Caller, 0, "we meet at ten"));
        var line = (await events.NextAsync())!.Value;
        await host.PublishAsync(SampleCalls.LineOf(call, Leg.Caller, 1, string.Empty));
        var nothing = (await events.NextAsync())!.Value;

        Assert.Equal(("transcript.partial", "we meet at", null), (partial.Type, Text(partial), partial.Id));
        Assert.Equal(("transcript.line", "we meet at ten"), (line.Type, Text(line)));
        Assert.NotNull(line.Id);
        Assert.Equal(("transcript.partial", string.Empty), (nothing.Type, Text(nothing)));
    }

    [Fact]
    public async Task Stream_ResumedAtTheSameProcess_GetsWhatItMissedAndNothingTwice()
    {
        await using var host = await PortalHost.StartAsync();
        var call = await host.AddCallAsync();
        var alice = await host.ClientAsync(PortalHost.Alice);
        string? last;
        using (var events = await EventReader.OpenAsync(alice))
        {
            await host.PublishAsync(SampleCalls.LineOf(call, Leg.Caller, 0, "one"));
            last = (await events.NextAsync())!.Value.Id;
        }

        await host.PublishAsync(SampleCalls.LineOf(call, Leg.Caller, 1, "two"));
        await host.PublishAsync(SampleCalls.LineOf(call, Leg.Caller, 2, "three"));
        using var resumed = await EventReader.OpenAsync(alice, lastEventId: last);

        Assert.Equal("two", Text(await resumed.NextAsync()));
        Assert.Equal("three", Text(await resumed.NextAsync()));
        await host.PublishAsync(SampleCalls.LineOf(call, Leg.Caller, 3, "four"));
        Assert.Equal("four", Text(await resumed.NextAsync()));
    }

    [Fact]
    public async Task Stream_ResumedAtAnotherProcess_SaysThereIsAGapAndTellsTheSummariesSince()
    {
        using var folder = new TempFolder();
        string? last;
        await using (var first = await PortalHost.StartAsync(folder: folder))
        {
            var before = await first.AddCallAsync();
            using var events = await EventReader.OpenAsync(await first.ClientAsync(PortalHost.Alice));
            await first.PublishAsync(SampleCalls.StartedOf(before));
            last = (await events.NextAsync())!.Value.Id;
        }

        await using var second = await PortalHost.StartAsync(folder: folder);
        var missed = await second.AddCallAsync();
        await second.AddCallAsync(PortalHost.Bob);
        using var resumed = await EventReader.OpenAsync(await second.ClientAsync(PortalHost.Alice), "?types=summary.ready", last);

        Assert.Equal("stream.gap", (await resumed.NextAsync())?.Type);
        var ids = new List<Guid>();
        for (var i = 0; i < 2; i++)
        {
            var ready = (await resumed.NextAsync())!.Value;
            Assert.Equal("summary.ready", ready.Type);
            ids.Add(ready.Data.GetProperty("data").GetProperty("call_id").GetGuid());
        }

        Assert.Contains(missed.Id, ids);
        var live = await second.AddCallAsync();
        await second.PublishAsync(SampleCalls.SummarizedOf(live));
        Assert.Equal(live.Id, (await resumed.NextAsync())!.Value.Data.GetProperty("data").GetProperty("call_id").GetGuid());
    }

    [Fact]
    public async Task Stream_AfterErasure_ReplaysNothingOfTheCall()
    {
        await using var host = await PortalHost.StartAsync();
        var call = await host.AddCallAsync();
        var other = await host.AddCallAsync();
        var alice = await host.ClientAsync(PortalHost.Alice);
        using var watching = await EventReader.OpenAsync(alice);
        await host.PublishAsync(SampleCalls.StartedOf(other));
        var last = (await watching.NextAsync())!.Value.Id;
        await host.PublishAsync(SampleCalls.LineOf(call, Leg.Caller, 0, "secret"));
        await watching.NextAsync();
        (await alice.DeleteAsync($"/api/v1/calls/{call.Id}", Cancel)).EnsureSuccessStatusCode();
        Assert.Equal("call.erased", (await watching.NextAsync())?.Type);

        using var resumed = await EventReader.OpenAsync(alice, lastEventId: last);
        await host.PublishAsync(SampleCalls.LineOf(call, Leg.Caller, 1, "late"));
        await host.PublishAsync(SampleCalls.LineOf(other, Leg.Caller, 0, "after"));

        Assert.Equal("call.erased", (await resumed.NextAsync())?.Type);
        Assert.Equal("after", Text(await resumed.NextAsync()));
    }

    [Fact]
    public async Task Stream_ReaderThatDoesNotRead_IsCutOffAndOthersGetEverything()
    {
        await using var host = await PortalHost.StartAsync(new() { ["CallSummary:Portal:Events:ConnectionBuffer"] = "8" });
        var call = await host.AddCallAsync();
        var hub = host.Services.GetRequiredService<EventHub>();
        var source = host.Services.GetRequiredService<EventSource>();
        using var slow = await EventReader.OpenAsync(await host.ClientAsync(PortalHost.Alice));
        using var good = await EventReader.OpenAsync(await host.ClientAsync(PortalHost.Alice));
        var text = new string('x', 256 * 1024);

        for (var i = 0; i < 200; i++)
        {
            hub.Publish((await source.OfAsync(SampleCalls.LineOf(call, Leg.Caller, i, text), Cancel))!);
            Assert.Equal(i, (await good.NextAsync())!.Value.Data.GetProperty("data").GetProperty("line").GetProperty("sequence").GetInt32());
        }

        var got = 0;
        while (await slow.NextAsync() is not null)
        {
            got++;
        }

        Assert.InRange(got, 0, 199);
    }

    [Fact]
    public async Task Stream_KeyRevoked_EndsWithinAHeartbeat()
    {
        await using var host = await PortalHost.StartAsync(new() { ["CallSummary:Portal:Events:Heartbeat"] = "00:00:01" });
        var keys = host.Services.GetRequiredService<ApiKeys>();
        var (row, key) = await keys.CreateAsync(PortalHost.Tenant, PortalHost.Alice, "test", Cancel);
        using var events = await EventReader.OpenAsync(host.ClientWith(key));
        Assert.True(await events.CommentAsync("heartbeat"));

        await keys.RevokeAsync(row.Id, PortalHost.Tenant, Cancel);

        Assert.False(await events.CommentAsync("nothing"));
    }

    [Fact]
    public async Task Stream_OfAPage_EndsWithItsSession()
    {
        await using var host = await PortalHost.StartAsync(new() { ["CallSummary:Portal:Events:Heartbeat"] = "00:00:01" });
        var alice = await host.BrowserAsync(PortalHost.Alice);
        using var events = await EventReader.OpenAsync(alice, path: "/app/events");
        Assert.True(await events.CommentAsync("heartbeat"));

        await host.WithDatabaseAsync(database => database.Sessions.ExecuteUpdateAsync(set => set.SetProperty(s => s.ExpiresAt, DateTimeOffset.UnixEpoch), Cancel));

        Assert.False(await events.CommentAsync("nothing"));
    }

    [Fact]
    public async Task Stream_MoreThanAKeyMayHold_Is429UntilOneIsClosed()
    {
        await using var host = await PortalHost.StartAsync(new() { ["CallSummary:Portal:Events:ConnectionsPerKey"] = "1" });
        var alice = await host.ClientAsync(PortalHost.Alice);
        var first = await EventReader.OpenAsync(alice);

        using var second = await alice.SendAsync(HttpMethod.Get, "/api/v1/events");
        using var other = await EventReader.OpenAsync(await host.ClientAsync(PortalHost.Alice));
        first.Dispose();

        Assert.Contains("close one", await second.ProblemAsync(HttpStatusCode.TooManyRequests), StringComparison.Ordinal);
        await Eventually.True(
            async () =>
            {
                using var again = await alice.SendAsync(HttpMethod.Get, "/api/v1/events");
                return again.IsSuccessStatusCode;
            },
            "the closed stream to be counted off");
    }

    [Fact]
    public async Task Stream_MoreThanTheProcessMayHold_Is503()
    {
        await using var host = await PortalHost.StartAsync(new() { ["CallSummary:Portal:Events:MaximumConnections"] = "1" });
        using var first = await EventReader.OpenAsync(await host.ClientAsync());

        using var second = await (await host.ClientAsync()).SendAsync(HttpMethod.Get, "/api/v1/events");

        Assert.Contains("try again", await second.ProblemAsync(HttpStatusCode.ServiceUnavailable), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_UnknownType_NamesThoseThereAre()
    {
        await using var host = await PortalHost.StartAsync();

        using var response = await (await host.ClientAsync()).SendAsync(HttpMethod.Get, "/api/v1/events?types=call.started,call.eaten");

        Assert.Contains("transcript.line", await response.ProblemAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_EndsOpenStreamsAtOnce()
    {
        var host = await PortalHost.StartAsync();
        using var events = await EventReader.OpenAsync(await host.ClientAsync());

        await host.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), Cancel);

        Assert.Null(await events.NextAsync());
    }

    private static string? Text((string Type, string? Id, System.Text.Json.JsonElement Data)? happened) =>
        happened?.Data.GetProperty("data").GetProperty("line").GetProperty("text").GetString();
}
