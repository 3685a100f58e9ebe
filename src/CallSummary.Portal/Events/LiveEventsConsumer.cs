using CallSummary.Contracts;
using MassTransit;

namespace CallSummary.Portal.Events;

/// <summary>
/// Feeds this process's streams. Each portal process has its own queue, so each gets every event; the queue goes with the process,
/// because a stream that nobody holds open needs nothing kept.
/// </summary>
internal sealed class LiveEventsConsumer(EventSource source, EventHub hub)
    : IConsumer<CallStarted>,
    IConsumer<UtterancePartlyTranscribed>,
    IConsumer<UtteranceTranscribed>,
    IConsumer<RiskRaised>,
    IConsumer<CallEnded>,
    IConsumer<CallTitled>,
    IConsumer<CallSummarized>,
    IConsumer<CallSummaryFailed>,
    IConsumer<CallErased>
{
    public async Task Consume(ConsumeContext<CallStarted> context) => Publish(await source.OfAsync(context.Message, context.CancellationToken));

    public async Task Consume(ConsumeContext<UtterancePartlyTranscribed> context) => Publish(await source.OfAsync(context.Message, context.CancellationToken));

    public async Task Consume(ConsumeContext<UtteranceTranscribed> context) => Publish(await source.OfAsync(context.Message, context.CancellationToken));

    public async Task Consume(ConsumeContext<CallEnded> context) => Publish(await source.OfAsync(context.Message, context.CancellationToken));

    public async Task Consume(ConsumeContext<RiskRaised> context) => Publish(await source.OfAsync(context.Message, context.CancellationToken));

    public async Task Consume(ConsumeContext<CallTitled> context) => Publish(await source.OfAsync(context.Message, context.CancellationToken));

    public async Task Consume(ConsumeContext<CallSummarized> context) => Publish(await source.OfAsync(context.Message, context.CancellationToken));

    public async Task Consume(ConsumeContext<CallSummaryFailed> context) => Publish(await source.OfAsync(context.Message, context.CancellationToken));

    public Task Consume(ConsumeContext<CallErased> context)
    {
        Publish(source.Of(context.Message));
        return Task.CompletedTask;
    }

    private void Publish(PortalEvent? happened)
    {
        if (happened is not null)
        {
            hub.Publish(happened);
        }
    }
}
