using System.Net;
using System.Text.RegularExpressions;
using CallSummary.Contracts;
using CallSummary.Storage.Calls;
using CallSummary.TestKit;

namespace CallSummary.IntegrationTests.Portal;

/// <summary>Everything that one reader tries to see of another's: a subscriber of the same tenant, and a key of another tenant.</summary>
public sealed partial class IsolationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string?, string> Intruders => new()
    {
        { PortalHost.Bob, PortalHost.Tenant },
        { PortalHost.Stranger, PortalHost.Tenant }, // The other party of the call, who is no subscriber on it.
        { PortalHost.Alice, "another-tenant" }, // The same number with another carrier.
        { null, "another-tenant" },
    };

    [Theory]
    [MemberData(nameof(Intruders))]
    public async Task Rest_ForeignCall_IsWordForWordAMissingOne(string? subscriber, string tenant)
    {
        await using var host = await PortalHost.StartAsync();
        var foreign = await host.AddCallAsync(PortalHost.Alice, PortalHost.Stranger);
        var intruder = await host.ClientAsync(subscriber, tenant);
        var missing = Guid.CreateVersion7();

        foreach (var (method, path) in new[]
        {
            (HttpMethod.Get, ""), (HttpMethod.Get, "/transcript"), (HttpMethod.Get, "/transcript?leg=caller"), (HttpMethod.Get, "/summary"),
            (HttpMethod.Get, "/summary?leg=nonsense"), (HttpMethod.Get, "/recording"), (HttpMethod.Delete, ""),
        })
        {
            using var ofForeign = await intruder.SendAsync(method, $"/api/v1/calls/{foreign.Id}{path}");
            using var ofMissing = await intruder.SendAsync(method, $"/api/v1/calls/{missing}{path}");
            await ofForeign.ProblemAsync(HttpStatusCode.NotFound);
            Assert.Equal(await ComparableAsync(ofMissing), await ComparableAsync(ofForeign));
        }

        using var head = await intruder.SendAsync(HttpMethod.Head, $"/api/v1/calls/{foreign.Id}/recording");
        Assert.Equal(HttpStatusCode.NotFound, head.StatusCode);
        Assert.Empty((await intruder.JsonAsync("/api/v1/calls")).GetProperty("items").EnumerateArray());

        // And the intruder's DELETE did nothing.
        var alice = await host.ClientAsync(PortalHost.Alice);
        await alice.JsonAsync($"/api/v1/calls/{foreign.Id}/transcript");
    }

    [Theory]
    [MemberData(nameof(Intruders))]
    public async Task Stream_ForeignCall_IsNeverTold(string? subscriber, string tenant)
    {
        await using var host = await PortalHost.StartAsync();
        var foreign = await host.AddCallAsync(PortalHost.Alice, PortalHost.Stranger);
        var own = await host.AddCallAsync(subscriber ?? "+82300", "+82301", tenant: tenant);
        var intruder = await host.ClientAsync(subscriber, tenant);
        using var events = await EventReader.OpenAsync(intruder);
        await host.PublishAsync(SampleCalls.StartedOf(own));
        var last = (await events.NextAsync())!.Value.Id;

        await PublishAllAsync(host, foreign);
        await host.PublishAsync(SampleCalls.EndedOf(own));

        // The queue keeps order: what the intruder sees next is its own, live and on resumption.
        Assert.Equal(own.Id, (await events.NextAsync())!.Value.Data.GetProperty("data").GetProperty("call_id").GetGuid());
        using var resumed = await EventReader.OpenAsync(intruder, lastEventId: last);
        Assert.Equal(own.Id, (await resumed.NextAsync())!.Value.Data.GetProperty("data").GetProperty("call_id").GetGuid());
    }

    [Theory]
    [MemberData(nameof(Intruders))]
    public async Task Webhook_ForeignCall_IsNeverTold(string? subscriber, string tenant)
    {
        await using var host = await PortalHost.StartAsync();
        await using var receiver = WebhookReceiver.Start();
        await using var witness = WebhookReceiver.Start();
        var intruder = await host.ClientAsync(subscriber, tenant);
        var alice = await host.ClientAsync(PortalHost.Alice);
        (await intruder.PostAsync("/api/v1/webhooks", new { url = receiver.Url })).EnsureSuccessStatusCode();
        (await alice.PostAsync("/api/v1/webhooks", new { url = witness.Url })).EnsureSuccessStatusCode();
        var foreign = await host.AddCallAsync(PortalHost.Alice, PortalHost.Stranger);
        var own = await host.AddCallAsync(subscriber ?? "+82300", "+82301", tenant: tenant);

        await PublishAllAsync(host, foreign);
        await Eventually.True(() => witness.Received.Count == 4, "Alice's events");
        (await alice.DeleteAsync($"/api/v1/calls/{foreign.Id}", Cancel)).EnsureSuccessStatusCode();
        await Eventually.True(() => witness.Received.Count == 5, "Alice's call.erased");
        await host.PublishAsync(SampleCalls.SummarizedOf(own));
        await Eventually.True(() => !receiver.Received.IsEmpty, "the intruder's own event");

        Assert.Contains(own.Id.ToString(), Assert.Single(receiver.Received).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoSubscribersOnOneCall_EachGetsOnlyTheirOwnView()
    {
        await using var host = await PortalHost.StartAsync();
        await using var receiver = WebhookReceiver.Start();
        var bob = await host.ClientAsync(PortalHost.Bob);
        (await bob.PostAsync("/api/v1/webhooks", new { url = receiver.Url })).EnsureSuccessStatusCode();
        using var events = await EventReader.OpenAsync(bob, "?types=summary.ready,transcript.line");
        var call = await host.AddCallAsync(PortalHost.Alice, PortalHost.Bob, calleeIsSubscriber: true);

        await host.PublishAsync(SampleCalls.SummarizedOf(call, Leg.Caller));
        await host.PublishAsync(SampleCalls.SummarizedOf(call, Leg.Callee));
        await host.PublishAsync(SampleCalls.LineOf(call, Leg.Caller, 0, "안녕"));
        var ready = (await events.NextAsync())!.Value;
        var line = (await events.NextAsync())!.Value;
        await Eventually.True(() => !receiver.Received.IsEmpty, "Bob's delivery");

        foreach (var text in new[]
        {
            ready.Data.GetRawText(),
            Assert.Single(receiver.Received).Body,
            (await bob.JsonAsync($"/api/v1/calls/{call.Id}/summary")).GetRawText(),
            (await bob.JsonAsync("/api/v1/calls")).GetRawText(),
        })
        {
            Assert.Contains("Callee's view", Regex.Unescape(text), StringComparison.Ordinal);
            Assert.DoesNotContain("Caller's view", Regex.Unescape(text), StringComparison.Ordinal);
        }

        Assert.Equal("other", line.Data.GetProperty("data").GetProperty("line").GetProperty("speaker").GetString());
    }

    [Theory]
    [MemberData(nameof(Intruders))]
    public async Task Webhooks_OfSomebodyElse_CannotBeSeenRemovedOrResent(string? subscriber, string tenant)
    {
        await using var host = await PortalHost.StartAsync();
        await using var receiver = WebhookReceiver.Start();
        var alice = await host.ClientAsync(PortalHost.Alice);
        using var created = await alice.PostAsync("/api/v1/webhooks", new { url = receiver.Url });
        var id = (await created.JsonAsync(HttpStatusCode.Created)).GetProperty("id").GetGuid();
        await host.PublishAsync(SampleCalls.SummarizedOf(await host.AddCallAsync()));
        await Eventually.True(() => !receiver.Received.IsEmpty, "Alice's delivery");
        var delivery = (await alice.JsonAsync($"/api/v1/webhooks/{id}/deliveries")).GetProperty("items")[0].GetProperty("id").GetGuid();
        var intruder = await host.ClientAsync(subscriber, tenant);

        Assert.Empty((await intruder.JsonAsync("/api/v1/webhooks")).GetProperty("items").EnumerateArray());
        foreach (var (method, path) in new[]
        {
            (HttpMethod.Delete, ""), (HttpMethod.Get, "/deliveries"), (HttpMethod.Post, $"/deliveries/{delivery}/resend"),
        })
        {
            using var response = await intruder.SendAsync(method, $"/api/v1/webhooks/{id}{path}");
            await response.ProblemAsync(HttpStatusCode.NotFound);
        }

        // Nor through a webhook of the intruder's own.
        using var own = await intruder.PostAsync("/api/v1/webhooks", new { url = receiver.Url });
        var ownId = (await own.JsonAsync(HttpStatusCode.Created)).GetProperty("id").GetGuid();
        using var crossed = await intruder.SendAsync(HttpMethod.Post, $"/api/v1/webhooks/{ownId}/deliveries/{delivery}/resend");
        await crossed.ProblemAsync(HttpStatusCode.NotFound);
        Assert.Single(receiver.Received);
    }

    [Fact]
    public async Task Number_OfAPartyThatIsNoSubscriber_GivesNoAccess_AndASubscribersSecondCallDoes()
    {
        await using var host = await PortalHost.StartAsync();
        await host.AddCallAsync(PortalHost.Bob, PortalHost.Alice, callerIsSubscriber: true, calleeIsSubscriber: false);
        var mine = await host.AddCallAsync(PortalHost.Bob, PortalHost.Alice, callerIsSubscriber: true, calleeIsSubscriber: true);
        var alice = await host.ClientAsync(PortalHost.Alice);

        Assert.Equal(mine.Id, Assert.Single((await alice.JsonAsync("/api/v1/calls")).GetProperty("items").EnumerateArray()).GetProperty("id").GetGuid());
    }

    private static async Task PublishAllAsync(PortalHost host, Call call)
    {
        await host.PublishAsync(SampleCalls.StartedOf(call));
        await host.PublishAsync(SampleCalls.LineOf(call, Leg.Caller, 0, "secret"));
        await host.PublishAsync(SampleCalls.EndedOf(call));
        await host.PublishAsync(SampleCalls.SummarizedOf(call));
        await host.PublishAsync(new CallSummaryFailed { CallId = call.Id, TenantId = call.TenantId, SubscriberLeg = Leg.Caller, Failure = SummaryFailure.Timeout });
    }

    // What a reader can compare: all but the trace id, which differs with every request.
    private static async Task<string> ComparableAsync(HttpResponseMessage response) =>
        TraceId().Replace(await response.Content.ReadAsStringAsync(Cancel), string.Empty)
        + string.Join('\n', response.Headers.Where(h => h.Key != "Date").Select(h => $"{h.Key}: {string.Join(",", h.Value)}"));

    [GeneratedRegex("\"trace_id\":\"[^\"]*\"")]
    private static partial Regex TraceId();
}
