using System.Collections.Concurrent;
using MassTransit;

namespace CallSummary.UnitTests.Storage;

/// <summary>Watches an in-memory bus: notes what was confirmed, and lets it fail or hang on the test's word.</summary>
internal sealed class RecordingBus : IPublishObserver
{
    public ConcurrentQueue<(Guid? Id, object Message)> Confirmed { get; } = new();

    public Func<object, Exception?> Failure { get; set; } = _ => null;

    public bool Hangs { get; set; }

    public static async Task<(IBusControl Bus, RecordingBus Watch)> StartAsync()
    {
        var bus = Bus.Factory.CreateUsingInMemory(_ => { });
        var watch = new RecordingBus();
        bus.ConnectPublishObserver(watch);
        await bus.StartAsync(TestContext.Current.CancellationToken);
        return (bus, watch);
    }

    public async Task PrePublish<T>(PublishContext<T> context)
        where T : class
    {
        if (Hangs)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.CancellationToken);
        }

        if (Failure(context.Message) is { } failure)
        {
            throw failure;
        }
    }

    public Task PostPublish<T>(PublishContext<T> context)
        where T : class
    {
        Confirmed.Enqueue((context.MessageId, context.Message));
        return Task.CompletedTask;
    }

    public Task PublishFault<T>(PublishContext<T> context, Exception exception)
        where T : class => Task.CompletedTask;
}
