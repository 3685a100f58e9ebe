using CallSummary.Contracts;
using CallSummary.Portal.Access;
using CallSummary.Portal.Events;
using MassTransit;

namespace CallSummary.Portal.Webhooks;

/// <summary>Makes webhook deliveries. One durable queue for all portal processes: whichever takes the message writes the rows.</summary>
internal sealed class WebhookEventsConsumer(EventSource source, DeliveryWriter deliveries)
    : IConsumer<CallStarted>, IConsumer<CallEnded>, IConsumer<CallSummarized>, IConsumer<CallSummaryFailed>, IConsumer<CallErased>
{
    public async Task Consume(ConsumeContext<CallStarted> context) =>
        await WriteAsync(await source.OfAsync(context.Message, context.CancellationToken), context.CancellationToken);

    public async Task Consume(ConsumeContext<CallEnded> context) =>
        await WriteAsync(await source.OfAsync(context.Message, context.CancellationToken), context.CancellationToken);

    public async Task Consume(ConsumeContext<CallSummarized> context) =>
        await WriteAsync(await source.OfAsync(context.Message, context.CancellationToken), context.CancellationToken);

    public async Task Consume(ConsumeContext<CallSummaryFailed> context) =>
        await WriteAsync(await source.OfAsync(context.Message, context.CancellationToken), context.CancellationToken);

    public Task Consume(ConsumeContext<CallErased> context) => deliveries.WriteErasedAsync(
        EventSource.Erased(context.Message, new CallParties(context.Message.TenantId, null, null)), context.CancellationToken);

    private Task WriteAsync(PortalEvent? happened, CancellationToken cancellationToken) =>
        happened is null ? Task.CompletedTask : deliveries.WriteAsync(happened, cancellationToken);
}
