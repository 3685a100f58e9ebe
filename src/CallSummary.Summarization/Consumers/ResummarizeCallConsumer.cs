using CallSummary.Contracts;
using CallSummary.Summarization.Reruns;
using MassTransit;

namespace CallSummary.Summarization.Consumers;

/// <summary>Summarises a call again on command.</summary>
internal sealed class ResummarizeCallConsumer(SummaryReruns reruns) : IConsumer<ResummarizeCall>
{
    public Task Consume(ConsumeContext<ResummarizeCall> context) => reruns.RunAsync(context.Message, context.CancellationToken);
}
