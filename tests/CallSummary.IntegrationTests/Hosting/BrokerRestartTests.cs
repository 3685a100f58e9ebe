using CallSummary.Contracts;
using CallSummary.TestKit;
using CallSummary.TestKit.Peers;
using Microsoft.Extensions.DependencyInjection;

namespace CallSummary.IntegrationTests.Hosting;

[Collection(nameof(WholeBroker))]
public sealed class BrokerRestartTests
{
    [Fact]
    public async Task Broker_StoppedWhileMessagesAreCommitted_LosesNone()
    {
        await using var deployment = await Deployment.CreateAsync(atScale: true);
        deployment.Settings["CallSummary:Storage:OutboxPublishTimeout"] = "00:00:02";
        var received = new Received<UtteranceTranscribed>();
        await using var host = await BusHost.StartAsync(
            deployment, services => services.AddSingleton(received), bus => bus.AddConsumer<ReceivedConsumer<UtteranceTranscribed>>());

        await PublishAsync(host, 0, 50);
        await RabbitBroker.StopAsync();
        try
        {
            await PublishAsync(host, 50, 100);
        }
        finally
        {
            await RabbitBroker.StartAsync();
        }

        await PublishAsync(host, 100, 150);

        await Eventually.True(
            () => received.Messages.Select(m => m.Message.Sequence).Distinct().Count() == 150, "every message", TimeSpan.FromSeconds(90));
        await Eventually.True(
            async () =>
            {
                await using var database = host.Database();
                return !database.Outbox.Any();
            },
            "the outbox to be empty",
            TimeSpan.FromSeconds(60));
    }

    private static async Task PublishAsync(BusHost host, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            await host.PublishAsync(Messages.Transcribed(i));
        }
    }
}
