using MassTransit;

namespace CallSummary.IntegrationTests.Hosting;

internal sealed class ReceivedConsumer<T>(Received<T> received) : IConsumer<T>
    where T : class
{
    public Task Consume(ConsumeContext<T> context)
    {
        if (received.Failure(context.Message) is { } failure)
        {
            throw failure;
        }

        received.Messages.Enqueue((context.MessageId, context.Message));
        return Task.CompletedTask;
    }
}
