using System.Net;
using CallSummary.TestKit.Peers;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace CallSummary.IntegrationTests.Portal;

/// <summary>The broker's queues in the operations view.</summary>
public sealed class BrokerTests
{
    private const string Url = "CallSummary:Portal:Broker:ManagementUrl";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Queues_OfARealBroker_AreShown_WithThoseThatNobodyReads()
    {
        await using var broker = await RabbitVirtualHost.CreateAsync();
        var settings = new Dictionary<string, string?>(broker.Settings)
        {
            [Url] = Prerequisites.RabbitMqApi().ToString(),
            ["CallSummary:Portal:Broker:Username"] = broker.Username,
            ["CallSummary:Portal:Broker:Password"] = broker.Password,
            ["CallSummary:Portal:Broker:VirtualHost"] = broker.Name,
        };
        await using var host = await PortalHost.StartAsync(settings);
        var failed = await host.Services.GetRequiredService<IBus>().GetSendEndpoint(new Uri("queue:transcription_error"));
        await failed.Send(SampleCalls.StartedOf(SampleCalls.Ended(PortalHost.Alice, PortalHost.Bob, true, true, PortalHost.Tenant, DateTimeOffset.UnixEpoch)), Cancel);
        var engineer = await host.BrowserAsync(null, PortalHost.Tenant, CallSummary.Storage.Access.ConsoleRoles.Operations);
        var page = string.Empty;

        // The broker counts every few seconds.
        await TestKit.Eventually.True(
            async () =>
            {
                page = await engineer.GetStringAsync("/console/operations", Cancel);
                return page.Contains("portal-webhooks</td>", StringComparison.Ordinal) && page.Contains("These failed after every retry", StringComparison.Ordinal);
            },
            "the broker's queues",
            TimeSpan.FromSeconds(60));
        Assert.Contains("transcription_error</td><td>1</td>", page, StringComparison.Ordinal);
        Assert.DoesNotContain(broker.Password, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broker_ThatIsNotConfigured_OrDoesNotAnswer_IsSaid_AndThePageIsThere()
    {
        await using var without = await PortalHost.StartAsync();
        Assert.Contains(Url, await PageAsync(without), StringComparison.Ordinal);

        await using var silent = await PortalHost.StartAsync(new()
        {
            [Url] = $"http://127.0.0.1:{TestKit.FreePort.Tcp()}",
            ["CallSummary:Portal:Broker:Username"] = "monitor",
            ["CallSummary:Portal:Broker:Password"] = "not-shown",
        });
        var page = await PageAsync(silent);
        Assert.Contains("The management API did not answer", page, StringComparison.Ordinal);
        Assert.DoesNotContain("not-shown", page, StringComparison.Ordinal);

        var refused = await Assert.ThrowsAnyAsync<Exception>(() => PortalHost.StartAsync(new() { [Url] = "http://127.0.0.1:15672" }));
        Assert.Contains("CallSummary:Portal:Broker:Username", refused.Message, StringComparison.Ordinal);

        static async Task<string> PageAsync(PortalHost host) =>
            WebUtility.HtmlDecode(await (await host.BrowserAsync(null, PortalHost.Tenant, CallSummary.Storage.Access.ConsoleRoles.Operations)).GetStringAsync("/console/operations", Cancel));
    }
}
