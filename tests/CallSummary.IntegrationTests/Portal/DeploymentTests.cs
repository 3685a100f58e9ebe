using System.Net;
using CallSummary.Contracts;
using CallSummary.IntegrationTests.Hosting;
using CallSummary.Storage.Webhooks;
using CallSummary.TestKit;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.IntegrationTests.Portal;

/// <summary>What depends on the database and the bus, on both kinds; the other classes use the embedded default.</summary>
public sealed class DeploymentTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Calls_ArePagedReadAndErased_UnderScope(bool atScale)
    {
        await using var deployment = await Deployment.CreateAsync(atScale);
        await using var host = await PortalHost.StartAsync(deployment.Settings);
        var began = DateTimeOffset.UnixEpoch.AddYears(56).AddTicks(1_234_567);
        var ids = new List<Guid>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add((await host.AddCallAsync(startedAt: began)).Id);
            await host.AddCallAsync(PortalHost.Bob, startedAt: began);
        }

        var alice = await host.ClientAsync(PortalHost.Alice);
        var seen = new List<Guid>();
        for (string? cursor = null, more = "?limit=2"; more is not null; more = cursor is null ? null : $"?limit=2&cursor={cursor}")
        {
            var page = await alice.JsonAsync("/api/v1/calls" + more);
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetGuid()));
            cursor = page.GetProperty("next_cursor").GetString();
        }

        Assert.Equal(ids.Order(), seen.Order());
        Assert.Equal(2, (await alice.JsonAsync($"/api/v1/calls/{ids[0]}/transcript")).GetProperty("lines").GetArrayLength());
        await alice.JsonAsync($"/api/v1/calls/{ids[0]}/summary");
        using var erased = await alice.SendAsync(HttpMethod.Delete, $"/api/v1/calls/{ids[0]}");
        Assert.Equal(HttpStatusCode.NoContent, erased.StatusCode);
        using var gone = await alice.GetAsync($"/api/v1/calls/{ids[0]}", Cancel);
        await gone.ProblemAsync(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Events_ReachStreamsAndWebhooks_AndAFailedDeliveryIsRetriedKeptAndResent(bool atScale)
    {
        await using var deployment = await Deployment.CreateAsync(atScale);
        deployment.Settings["CallSummary:Portal:Webhooks:MaximumAttempts"] = "2";
        await using var host = await PortalHost.StartAsync(deployment.Settings);
        await using var receiver = WebhookReceiver.Start();
        receiver.Answer = (n, context) =>
        {
            context.Response.StatusCode = n <= 2 ? 500 : 200;
            return Task.CompletedTask;
        };
        var alice = await host.ClientAsync(PortalHost.Alice);
        using var created = await alice.PostAsync("/api/v1/webhooks", new { url = receiver.Url, event_types = new[] { "summary.ready" } });
        var id = (await created.JsonAsync(HttpStatusCode.Created)).GetProperty("id").GetGuid();
        using var events = await EventReader.OpenAsync(alice);
        var call = await host.AddCallAsync();

        for (var i = 0; i < 50; i++)
        {
            await host.PublishAsync(SampleCalls.LineOf(call, Leg.Caller, i, "안녕하세요"));
            Assert.Equal(i, (await events.NextAsync())!.Value.Data.GetProperty("data").GetProperty("line").GetProperty("sequence").GetInt32());
        }

        await host.PublishAsync(SampleCalls.SummarizedOf(call));
        await host.PublishAsync(SampleCalls.SummarizedOf(call));
        Assert.Equal("summary.ready", (await events.NextAsync())?.Type);
        await Eventually.True(async () => await CountAsync("dead") == 1, "the dead letter");
        var dead = (await alice.JsonAsync($"/api/v1/webhooks/{id}/deliveries?state=dead")).GetProperty("items")[0].GetProperty("id").GetGuid();
        using var resent = await alice.SendAsync(HttpMethod.Post, $"/api/v1/webhooks/{id}/deliveries/{dead}/resend");
        Assert.Equal(HttpStatusCode.Accepted, resent.StatusCode);
        await Eventually.True(async () => await CountAsync("delivered") == 1, "the delivery");
        Assert.Equal(3, receiver.Received.Count);

        async Task<int> CountAsync(string state) =>
            (await alice.JsonAsync($"/api/v1/webhooks/{id}/deliveries?state={state}")).GetProperty("items").GetArrayLength();
    }

    [Fact]
    public async Task TwoPortalProcesses_EachStreamGetsEveryEvent_AndEachDeliveryIsMadeOnce()
    {
        await using var deployment = await Deployment.CreateAsync(atScale: true);
        await using var one = await PortalHost.StartAsync(deployment.Settings);
        await using var two = await PortalHost.StartAsync(deployment.Settings);
        await using var receiver = WebhookReceiver.Start();
        var alice = await one.ClientAsync(PortalHost.Alice);
        (await alice.PostAsync("/api/v1/webhooks", new { url = receiver.Url })).EnsureSuccessStatusCode();
        using var atOne = await EventReader.OpenAsync(alice, "?types=summary.ready");
        using var atTwo = await EventReader.OpenAsync(await two.ClientAsync(PortalHost.Alice), "?types=summary.ready");

        const int Calls = 20;
        for (var i = 0; i < Calls; i++)
        {
            await one.PublishAsync(SampleCalls.SummarizedOf(await one.AddCallAsync()));
        }

        var seen = new[] { new HashSet<string>(), new HashSet<string>() };
        for (var i = 0; i < Calls; i++)
        {
            seen[0].Add((await atOne.NextAsync())!.Value.Data.GetProperty("id").GetString()!);
            seen[1].Add((await atTwo.NextAsync())!.Value.Data.GetProperty("id").GetString()!);
        }

        Assert.Equal(Calls, seen[0].Count);
        Assert.Equal(seen[0], seen[1]);
        await Eventually.True(
            async () =>
            {
                var delivered = 0;
                await one.WithDatabaseAsync(async d => delivered = await d.WebhookDeliveries.CountAsync(w => w.State == WebhookDeliveryState.Delivered, Cancel));
                return delivered == Calls;
            },
            "all deliveries");
        Assert.Equal(Calls, receiver.Received.Select(r => r.Headers["CallSummary-Event-Id"].ToString()).Distinct().Count());
        Assert.Equal(Calls, receiver.Received.Count);
    }
}
