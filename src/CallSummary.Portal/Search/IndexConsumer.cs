using CallSummary.Contracts;
using MassTransit;

namespace CallSummary.Portal.Search;

/// <summary>Makes a call findable when it ends, and again when its summary is there.</summary>
internal sealed class IndexConsumer(CallIndexer indexer) : IConsumer<CallEnded>, IConsumer<CallTranscribed>, IConsumer<CallSummarized>
{
    public Task Consume(ConsumeContext<CallEnded> context) => indexer.IndexAsync(context.Message.CallId, context.Message.TenantId, context.CancellationToken);

    public Task Consume(ConsumeContext<CallTranscribed> context) => indexer.IndexAsync(context.Message.CallId, context.Message.TenantId, context.CancellationToken);

    public Task Consume(ConsumeContext<CallSummarized> context) => indexer.IndexAsync(context.Message.CallId, context.Message.TenantId, context.CancellationToken);
}
