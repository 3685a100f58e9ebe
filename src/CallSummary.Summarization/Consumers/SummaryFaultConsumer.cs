using CallSummary.Contracts;
using CallSummary.Summarization.Summaries;
using MassTransit;

namespace CallSummary.Summarization.Consumers;

/// <summary>Tells of a transcribed call whose summaries could not be stored however often it was tried. The sweeper goes on trying, more slowly.</summary>
internal sealed class SummaryFaultConsumer(CallSummarizer summarizer) : IConsumer<Fault<CallTranscribed>>
{
    public Task Consume(ConsumeContext<Fault<CallTranscribed>> context) => summarizer.TellFailureAsync(context.Message.Message.CallId, context.CancellationToken);
}
