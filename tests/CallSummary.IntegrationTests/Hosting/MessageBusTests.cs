using System.Text.Json;
using CallSummary.Contracts;
using CallSummary.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace CallSummary.IntegrationTests.Hosting;

public sealed class MessageBusTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Outbox_CommittedMessage_ArrivesExactlyAsWritten(bool atScale)
    {
        await using var deployment = await Deployment.CreateAsync(atScale);
        var received = new Received<UtteranceTranscribed>();
        await using var host = await StartAsync(deployment, received);
        var sent = Messages.Transcribed(7);

        await host.PublishAsync(sent);
        await Eventually.True(() => !received.Messages.IsEmpty, "the message", TimeSpan.FromSeconds(30));

        var (id, message) = Assert.Single(received.Messages);
        Assert.NotNull(id);
        Assert.Equal(JsonSerializer.Serialize(sent), JsonSerializer.Serialize(message));
        Assert.Equal(sent.Offset, message.Offset);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Outbox_LargeAudio_ArrivesExactlyAsWritten(bool atScale)
    {
        await using var deployment = await Deployment.CreateAsync(atScale);
        var received = new Received<UtteranceCaptured>();
        await using var host = await StartAsync(deployment, received);
        var audio = new byte[28 * 8000];
        new Random(1).NextBytes(audio);

        await host.PublishAsync(new UtteranceCaptured
        {
            CallId = Guid.CreateVersion7(Messages.Now),
            TenantId = "acme",
            Leg = Leg.Caller,
            Sequence = 0,
            Offset = TimeSpan.Zero,
            Duration = TimeSpan.FromSeconds(28),
            Audio = audio,
            RecordingStart = 0,
            RecordingEnd = audio.Length,
        });
        await Eventually.True(() => !received.Messages.IsEmpty, "the message", TimeSpan.FromSeconds(30));

        Assert.Equal(audio, Assert.Single(received.Messages).Message.Audio);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Consumer_FailsOnOneMessage_GetsTheOthers(bool atScale)
    {
        await using var deployment = await Deployment.CreateAsync(atScale);
        var received = new Received<UtteranceTranscribed> { Failure = m => m.Sequence == 1 ? new InvalidOperationException("poison") : null };
        await using var host = await StartAsync(deployment, received);

        for (var i = 0; i < 3; i++)
        {
            await host.PublishAsync(Messages.Transcribed(i));
        }

        await Eventually.True(() => received.Messages.Count == 2, "the two good messages", TimeSpan.FromSeconds(30));
        Assert.Equal([0, 2], received.Messages.Select(m => m.Message.Sequence).Order());
    }

    [Fact]
    public async Task RabbitMq_Queues_AreQuorumWithLimitAndDeadLetterQueue()
    {
        await using var deployment = await Deployment.CreateAsync(atScale: true);
        deployment.Settings["CallSummary:Bus:DeliveryLimit"] = "3";
        await using var host = await BusHost.StartAsync(
            deployment,
            services => services.AddSingleton(new Received<CallEnded>()).AddSingleton(new Received<CallErased>()),
            bus => bus.AddConsumer<ReceivedConsumer<CallEnded>>().Endpoint(endpoint => endpoint.Name = "lasting"),
            bus => bus.AddConsumer<ReceivedConsumer<CallErased>>().Endpoint(endpoint =>
            {
                endpoint.Name = "passing";
                endpoint.Temporary = true;
            }));

        IReadOnlyDictionary<string, JsonElement> queues = new Dictionary<string, JsonElement>();
        await Eventually.True(
            async () =>
            {
                queues = await deployment.Broker.QueuesAsync(TestContext.Current.CancellationToken);
                return queues.ContainsKey("lasting") && queues.ContainsKey("passing");
            },
            "both queues");

        Assert.Equal("quorum", queues["lasting"].GetProperty("arguments").GetProperty("x-queue-type").GetString());
        Assert.Equal(3, queues["lasting"].GetProperty("arguments").GetProperty("x-delivery-limit").GetInt32());
        Assert.Equal("lasting_dead", queues["lasting"].GetProperty("arguments").GetProperty("x-dead-letter-exchange").GetString());
        Assert.Equal("quorum", queues["lasting_dead"].GetProperty("arguments").GetProperty("x-queue-type").GetString());
        Assert.False(queues["passing"].GetProperty("arguments").TryGetProperty("x-queue-type", out _), "A temporary queue is no quorum queue.");
        Assert.DoesNotContain("passing_dead", queues.Keys);
    }

    [Fact]
    public async Task Outbox_TwoDispatchers_PublishEachMessageOnce()
    {
        await using var deployment = await Deployment.CreateAsync(atScale: true);
        var received = new Received<UtteranceTranscribed>();
        await using var one = await StartAsync(deployment, received);
        await using var two = await StartAsync(deployment, received);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => (i % 2 == 0 ? one : two).PublishAsync(Messages.Transcribed(i))));
        await Eventually.True(() => received.Messages.Count >= 200, "200 messages", TimeSpan.FromSeconds(30));
        await Eventually.True(
            async () =>
            {
                await using var database = one.Database();
                return !database.Outbox.Any();
            },
            "the outbox to be empty");

        Assert.Equal(Enumerable.Range(0, 200), received.Messages.Select(m => m.Message.Sequence).Order());
    }

    private static Task<BusHost> StartAsync<T>(Deployment deployment, Received<T> received)
        where T : class =>
        BusHost.StartAsync(deployment, services => services.AddSingleton(received), bus => bus.AddConsumer<ReceivedConsumer<T>>());
}
