using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CallSummary.Storage.Webhooks;
using CallSummary.TestKit;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.IntegrationTests.Portal;

public sealed class WebhookTests
{
    private static readonly string[] PendingOrDelivered = ["pending", "delivered"];
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SummaryReady_IsDeliveredSignedWithTheSummary()
    {
        await using var host = await PortalHost.StartAsync();
        await using var receiver = WebhookReceiver.Start();
        var alice = await host.ClientAsync(PortalHost.Alice);
        var (_, secret) = await RegisterAsync(alice, receiver.Url);
        var call = await host.AddCallAsync();

        await host.PublishAsync(SampleCalls.SummarizedOf(call));
        await Eventually.True(() => !receiver.Received.IsEmpty, "the delivery");

        var (path, headers, body) = receiver.Received.Single();
        var json = JsonDocument.Parse(body).RootElement;
        Assert.Equal("/hook", path);
        Assert.Equal($"summary.ready:{SampleCalls.SummarizedOf(call).SummaryId}", headers["CallSummary-Event-Id"].ToString());
        Assert.Equal("summary.ready", headers["CallSummary-Event-Type"].ToString());
        Assert.Equal(headers["CallSummary-Event-Id"].ToString(), json.GetProperty("id").GetString());
        Assert.Equal("caller", json.GetProperty("data").GetProperty("summary").GetProperty("subscriber_leg").GetString());
        Assert.Equal(PortalHost.Stranger, json.GetProperty("data").GetProperty("call").GetProperty("callee_number").GetString());
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{headers["CallSummary-Timestamp"]}.{body}"));
        Assert.Equal("v1=" + Convert.ToHexStringLower(mac), headers["CallSummary-Signature"].ToString());
    }

    [Fact]
    public async Task ReceiverThatFailsTwice_GetsTheSameEventAgainUntilItAnswers2xx_AndARepeatedMessageAddsNothing()
    {
        await using var host = await PortalHost.StartAsync();
        await using var receiver = WebhookReceiver.Start();
        receiver.Answer = (n, context) => Status(context, n < 3 ? 500 : 204);
        var alice = await host.ClientAsync(PortalHost.Alice);
        var (id, _) = await RegisterAsync(alice, receiver.Url);
        var call = await host.AddCallAsync();

        await host.PublishAsync(SampleCalls.SummarizedOf(call));
        await host.PublishAsync(SampleCalls.SummarizedOf(call));
        await DeliveryAsync(alice, id, "delivered");
        await host.PublishAsync(SampleCalls.SummarizedOf(call));
        await host.PublishAsync(SampleCalls.EndedOf(call));
        await Eventually.True(() => receiver.Received.Count == 4, "three attempts and the next event");

        Assert.Single(receiver.Received.Take(3).Select(r => r.Headers["CallSummary-Event-Id"].ToString()).Distinct());
        Assert.Equal("call.ended", receiver.Received.Last().Headers["CallSummary-Event-Type"].ToString());
        var delivery = (await alice.JsonAsync($"/api/v1/webhooks/{id}/deliveries")).GetProperty("items").EnumerateArray().Last();
        Assert.Equal(3, delivery.GetProperty("attempts").GetInt32());
        Assert.Equal(204, delivery.GetProperty("last_status").GetInt32());
    }

    [Fact]
    public async Task DeadLetter_IsKeptListedAndSentAgain()
    {
        await using var host = await PortalHost.StartAsync(new() { ["CallSummary:Portal:Webhooks:MaximumAttempts"] = "2" });
        await using var receiver = WebhookReceiver.Start();
        receiver.Answer = async (n, context) =>
        {
            context.Response.StatusCode = n <= 2 ? 503 : 200;
            await context.Response.WriteAsync("a body that nobody is shown");
        };
        var alice = await host.ClientAsync(PortalHost.Alice);
        var (id, _) = await RegisterAsync(alice, receiver.Url);
        await host.PublishAsync(SampleCalls.SummarizedOf(await host.AddCallAsync()));

        var dead = await DeliveryAsync(alice, id, "dead");
        Assert.Equal(2, receiver.Received.Count);
        using var resent = await alice.PostAsync($"/api/v1/webhooks/{id}/deliveries/{dead.GetProperty("id").GetGuid()}/resend", null, Cancel);

        // The dispatcher is woken at once and may have delivered before the answer was written.
        Assert.Contains((await resent.JsonAsync(HttpStatusCode.Accepted)).GetProperty("state").GetString(), PendingOrDelivered);
        var delivered = await DeliveryAsync(alice, id, "delivered");
        Assert.Equal(dead.GetProperty("event_id").GetString(), delivered.GetProperty("event_id").GetString());
        Assert.DoesNotContain("nobody", dead.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("503", dead.GetProperty("last_error").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, delivered.GetProperty("attempts").GetInt32());
    }

    [Fact]
    public async Task Redirect_IsNotFollowed()
    {
        await using var host = await PortalHost.StartAsync(new() { ["CallSummary:Portal:Webhooks:MaximumAttempts"] = "1" });
        await using var inside = WebhookReceiver.Start();
        await using var receiver = WebhookReceiver.Start();
        receiver.Answer = (_, context) =>
        {
            context.Response.Headers.Location = inside.Url;
            return Status(context, 307);
        };
        var alice = await host.ClientAsync(PortalHost.Alice);
        var (id, _) = await RegisterAsync(alice, receiver.Url);

        await host.PublishAsync(SampleCalls.SummarizedOf(await host.AddCallAsync()));

        Assert.Contains("redirects are not followed", (await DeliveryAsync(alice, id, "dead")).GetProperty("last_error").GetString(), StringComparison.Ordinal);
        Assert.Empty(inside.Received);
    }

    [Fact]
    public async Task ReceiverThatHangs_TimesOut()
    {
        await using var host = await PortalHost.StartAsync(new()
        {
            ["CallSummary:Portal:Webhooks:Timeout"] = "00:00:01",
            ["CallSummary:Portal:Webhooks:MaximumAttempts"] = "1",
        });
        await using var hanging = WebhookReceiver.Start();
        hanging.Answer = HangAsync;
        var alice = await host.ClientAsync(PortalHost.Alice);
        var (id, _) = await RegisterAsync(alice, hanging.Url);
        await host.PublishAsync(SampleCalls.SummarizedOf(await host.AddCallAsync()));
        Assert.Contains("in time", (await DeliveryAsync(alice, id, "dead")).GetProperty("last_error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReceiverThatHangs_HoldsUpNobodyElse()
    {
        await using var host = await PortalHost.StartAsync(new()
        {
            ["CallSummary:Portal:Webhooks:Timeout"] = "00:01:00",
            ["CallSummary:Portal:Webhooks:Concurrency"] = "2",
            ["CallSummary:Portal:Webhooks:ConcurrencyPerWebhook"] = "1",
        });
        await using var hanging = WebhookReceiver.Start();
        hanging.Answer = HangAsync;
        await using var good = WebhookReceiver.Start();
        var alice = await host.ClientAsync(PortalHost.Alice);
        await RegisterAsync(alice, hanging.Url);
        await RegisterAsync(alice, good.Url);
        for (var i = 0; i < 3; i++)
        {
            await host.PublishAsync(SampleCalls.SummarizedOf(await host.AddCallAsync()));
        }

        await Eventually.True(() => good.Received.Count == 3 && hanging.Received.Count == 1, "the good receiver's events, beside the attempt that hangs", TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Erasure_EmptiesDeliveriesAndIsToldToWhoWasTold()
    {
        await using var host = await PortalHost.StartAsync();
        await using var receiver = WebhookReceiver.Start();
        await using var strangers = WebhookReceiver.Start();
        var alice = await host.ClientAsync(PortalHost.Alice);
        var (id, _) = await RegisterAsync(alice, receiver.Url);
        await RegisterAsync(await host.ClientAsync(PortalHost.Bob), strangers.Url);
        var call = await host.AddCallAsync();
        await host.PublishAsync(SampleCalls.SummarizedOf(call));
        var sent = await DeliveryAsync(alice, id, "delivered");

        (await alice.DeleteAsync($"/api/v1/calls/{call.Id}", Cancel)).EnsureSuccessStatusCode();
        await Eventually.True(() => receiver.Received.Count == 2, "call.erased");
        using var resend = await alice.PostAsync($"/api/v1/webhooks/{id}/deliveries/{sent.GetProperty("id").GetGuid()}/resend", null, Cancel);

        Assert.Equal("call.erased", receiver.Received.Last().Headers["CallSummary-Event-Type"].ToString());
        Assert.Contains("erased", await resend.ProblemAsync(HttpStatusCode.Conflict), StringComparison.Ordinal);
        Assert.Empty(strangers.Received);
        await host.WithDatabaseAsync(async database =>
            Assert.DoesNotContain(await database.WebhookDeliveries.Select(d => d.Body).ToListAsync(Cancel), b => b.Contains("만나기로", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task MessageLostInACrash_TheSweepDeliversTheSummaryOnce()
    {
        using var folder = new TempFolder();
        await using var receiver = WebhookReceiver.Start();
        Guid id;
        await using (var first = await PortalHost.StartAsync(folder: folder))
        {
            await first.AddCallAsync(); // Before the webhook: not its business.
            (id, _) = await RegisterAsync(await first.ClientAsync(PortalHost.Alice), receiver.Url);
        }

        await using (var second = await PortalHost.StartAsync(new() { ["CallSummary:Portal:Webhooks:SweepInterval"] = "00:00:00.100" }, folder))
        {
            await second.AddCallAsync();
            await DeliveryAsync(await second.ClientAsync(PortalHost.Alice), id, "delivered");
        }

        await using var third = await PortalHost.StartAsync(folder: folder);
        await third.PublishAsync(SampleCalls.EndedOf(await third.AddCallAsync()));
        await Eventually.True(() => receiver.Received.Any(r => r.Body.Contains("call.ended", StringComparison.Ordinal)), "an event after the sweep");
        Assert.True(receiver.Received.Count(r => r.Body.Contains("\"type\":\"summary.ready\"", StringComparison.Ordinal)) <= 2);
        Assert.Equal(
            receiver.Received.Select(r => r.Headers["CallSummary-Event-Id"].ToString()).Distinct().Count(), receiver.Received.Count);
    }

    [Fact]
    public async Task Crash_AttemptWithoutResult_IsMadeAgainWithTheSameEventId()
    {
        using var folder = new TempFolder();
        await using var receiver = WebhookReceiver.Start();
        await using (var first = await PortalHost.StartAsync(new() { ["CallSummary:Portal:Webhooks:PollInterval"] = "00:05:00" }, folder))
        {
            var alice = await first.ClientAsync(PortalHost.Alice);
            var (id, _) = await RegisterAsync(alice, receiver.Url);
            await first.PublishAsync(SampleCalls.SummarizedOf(await first.AddCallAsync()));
            await DeliveryAsync(alice, id, "delivered");

            // As a crash between the receiver's answer and our note of it leaves the row, once the lease has ended.
            await first.WithDatabaseAsync(database => database.WebhookDeliveries.ExecuteUpdateAsync(
                set => set.SetProperty(d => d.State, WebhookDeliveryState.Pending).SetProperty(d => d.DeliveredAt, (DateTimeOffset?)null), Cancel));
        }

        await using var second = await PortalHost.StartAsync(folder: folder);
        await Eventually.True(() => receiver.Received.Count == 2, "the second attempt");

        Assert.Single(receiver.Received.Select(r => r.Headers["CallSummary-Event-Id"].ToString()).Distinct());
    }

    [Theory]
    [InlineData("not a url", "absolute URL")]
    [InlineData("http://hooks.example/x", "https://")]
    [InlineData("https://user:pass@hooks.example/x", "user name")]
    [InlineData("https://127.0.0.1/x", "private, loopback")]
    [InlineData("https://localhost/x", "private, loopback")]
    [InlineData("https://2130706433/x", "private, loopback")]
    [InlineData("https://0x7f.1/x", "private, loopback")]
    [InlineData("https://[::ffff:10.0.0.1]/x", "private, loopback")]
    [InlineData("https://169.254.169.254/latest/meta-data", "private, loopback")]
    [InlineData("https://nowhere.invalid/x", "resolved")]
    public async Task Register_UrlThatMayNotBeReached_SaysWhy(string url, string expected)
    {
        await using var host = await PortalHost.StartAsync(new()
        {
            ["CallSummary:Portal:Webhooks:AllowHttp"] = "false",
            ["CallSummary:Portal:Webhooks:AllowPrivateAddresses"] = "false",
        });

        using var response = await (await host.ClientAsync()).PostAsync("/api/v1/webhooks", new { url });

        Assert.Contains(expected, await response.ProblemAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delivery_AddressNoLongerAllowed_IsNotConnectedTo()
    {
        using var folder = new TempFolder();
        await using var receiver = WebhookReceiver.Start();
        Guid id;
        await using (var open = await PortalHost.StartAsync(folder: folder))
        {
            (id, _) = await RegisterAsync(await open.ClientAsync(PortalHost.Alice), receiver.Url);
        }

        await using var strict = await PortalHost.StartAsync(
            new() { ["CallSummary:Portal:Webhooks:AllowPrivateAddresses"] = "false", ["CallSummary:Portal:Webhooks:MaximumAttempts"] = "1" }, folder);
        await strict.PublishAsync(SampleCalls.SummarizedOf(await strict.AddCallAsync()));

        var dead = await DeliveryAsync(await strict.ClientAsync(PortalHost.Alice), id, "dead");
        Assert.Contains("may not reach", dead.GetProperty("last_error").GetString(), StringComparison.Ordinal);
        Assert.Empty(receiver.Received);
    }

    [Fact]
    public async Task Register_BadSecretEventsOrTooMany_SaysWhatToDo()
    {
        await using var host = await PortalHost.StartAsync(new() { ["CallSummary:Portal:Webhooks:MaximumPerOwner"] = "1" });
        var alice = await host.ClientAsync(PortalHost.Alice);
        const string Url = "http://127.0.0.1:9/x";

        using var secret = await alice.PostAsync("/api/v1/webhooks", new { url = Url, secret = "short" });
        using var events = await alice.PostAsync("/api/v1/webhooks", new { url = Url, event_types = new[] { "transcript.line" } });
        var (id, _) = await RegisterAsync(alice, Url);
        using var second = await alice.PostAsync("/api/v1/webhooks", new { url = Url });
        using var state = await alice.GetAsync($"/api/v1/webhooks/{id}/deliveries?state=lost", Cancel);

        Assert.Contains("16 to 200", await secret.ProblemAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Contains("summary.ready", await events.ProblemAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Contains("DELETE", await second.ProblemAsync(HttpStatusCode.Conflict), StringComparison.Ordinal);
        Assert.Contains("pending, delivered or dead", await state.ProblemAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Webhook_ListedWithoutSecret_RemovedWithItsDeliveries()
    {
        await using var host = await PortalHost.StartAsync();
        var alice = await host.ClientAsync(PortalHost.Alice);
        using var created = await alice.PostAsync("/api/v1/webhooks", new { url = "http://127.0.0.1:9/x", secret = "0123456789abcdef", event_types = new[] { "call.ended" } });
        var json = await created.JsonAsync(HttpStatusCode.Created);
        var id = json.GetProperty("id").GetGuid();

        var listed = Assert.Single((await alice.JsonAsync("/api/v1/webhooks")).GetProperty("items").EnumerateArray());
        using var removed = await alice.SendAsync(HttpMethod.Delete, $"/api/v1/webhooks/{id}");
        using var deliveries = await alice.GetAsync($"/api/v1/webhooks/{id}/deliveries", Cancel);

        Assert.Equal("0123456789abcdef", json.GetProperty("secret").GetString());
        Assert.False(listed.TryGetProperty("secret", out _));
        Assert.Equal("call.ended", Assert.Single(listed.GetProperty("event_types").EnumerateArray()).GetString());
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        await deliveries.ProblemAsync(HttpStatusCode.NotFound);
    }

    private static async Task<(Guid Id, string Secret)> RegisterAsync(HttpClient client, string url)
    {
        using var response = await client.PostAsync("/api/v1/webhooks", new { url });
        var json = await response.JsonAsync(HttpStatusCode.Created);
        return (json.GetProperty("id").GetGuid(), json.GetProperty("secret").GetString()!);
    }

    private static async Task<JsonElement> DeliveryAsync(HttpClient client, Guid webhook, string state)
    {
        JsonElement found = default;
        await Eventually.True(
            async () =>
            {
                found = (await client.JsonAsync($"/api/v1/webhooks/{webhook}/deliveries?state={state}")).GetProperty("items").EnumerateArray().FirstOrDefault();
                return found.ValueKind == JsonValueKind.Object;
            },
            $"a delivery that is {state}");
        return found;
    }

    private static Task Status(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static Task HangAsync(int number, HttpContext context) =>
        Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
}
