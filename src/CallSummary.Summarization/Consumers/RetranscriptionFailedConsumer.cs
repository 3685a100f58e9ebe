using CallSummary.Contracts;
using CallSummary.Summarization.Reruns;
using MassTransit;

namespace CallSummary.Summarization.Consumers;

/// <summary>Ends a command to transcribe a call again that gave nothing.</summary>
internal sealed class RetranscriptionFailedConsumer(TranscriptReruns reruns) : IConsumer<RetranscriptionFailed>
{
    public Task Consume(ConsumeContext<RetranscriptionFailed> context) => reruns.FailAsync(context.Message, context.CancellationToken);
}
