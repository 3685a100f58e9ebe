using CallSummary.Contracts;
using CallSummary.Summarization.Transcripts;
using MassTransit;

namespace CallSummary.Summarization.Consumers;

/// <summary>Looks whether all utterances of an ended call are in.</summary>
internal sealed class CallEndedConsumer(CallProgress progress) : IConsumer<CallEnded>
{
    public async Task Consume(ConsumeContext<CallEnded> context)
    {
        if (await progress.LookAsync(context.Message.CallId, context.CancellationToken) == ProgressOutcome.UnknownCall)
        {
            throw new CallRowMissingException(context.Message.CallId);
        }
    }
}
