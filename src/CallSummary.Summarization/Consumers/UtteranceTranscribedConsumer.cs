using CallSummary.Contracts;
using CallSummary.Summarization.Live;
using CallSummary.Summarization.Reruns;
using CallSummary.Summarization.Transcripts;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace CallSummary.Summarization.Consumers;

/// <summary>Keeps the text of an utterance; idempotent by call, leg and sequence.</summary>
internal sealed class UtteranceTranscribedConsumer(
    CallProgress progress, TranscriptReruns reruns, LiveCalls live, SummarizationMetrics metrics, ILogger<UtteranceTranscribedConsumer> logger)
    : IConsumer<UtteranceTranscribed>
{
    public async Task Consume(ConsumeContext<UtteranceTranscribed> context)
    {
        if (context.Message.RerunId is not null)
        {
            await reruns.AddAsync(context.Message, context.CancellationToken);
            return;
        }

        var outcome = await progress.AddAsync(context.Message, context.CancellationToken);
        if (outcome == ProgressOutcome.UnknownCall)
        {
            throw new CallRowMissingException(context.Message.CallId);
        }

        if (outcome == ProgressOutcome.Stored)
        {
            live.Touch(context.Message.CallId);
        }

        metrics.UtteranceHandled(outcome);
        logger.UtteranceHandled(context.Message.CallId, context.Message.Leg, context.Message.Sequence, outcome);
    }
}
