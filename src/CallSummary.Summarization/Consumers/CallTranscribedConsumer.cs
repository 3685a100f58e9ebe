using CallSummary.Contracts;
using CallSummary.Summarization.Summaries;
using MassTransit;

namespace CallSummary.Summarization.Consumers;

/// <summary>Writes the summaries of a call whose transcript is finished.</summary>
internal sealed class CallTranscribedConsumer(CallSummarizer summarizer) : IConsumer<CallTranscribed>
{
    public Task Consume(ConsumeContext<CallTranscribed> context) => summarizer.SummarizeAsync(context.Message.CallId, context.CancellationToken);
}
