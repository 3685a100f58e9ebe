using CallSummary.Contracts;
using CallSummary.Transcription.Utterances;
using MassTransit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallSummary.Transcription.Partials;

/// <summary>Takes the beginnings of utterances from the bus and publishes the words that stand. What fails or finds no idle worker is forgotten and counted.</summary>
internal sealed class UtteranceContinuedConsumer(
    PartialTranscription transcription, IOptions<TranscriptionOptions> options, TranscriptionMetrics metrics, ILogger<UtteranceContinuedConsumer> logger)
    : IConsumer<UtteranceContinued>
{
    public async Task Consume(ConsumeContext<UtteranceContinued> context)
    {
        if (!options.Value.PartialLines)
        {
            return;
        }

        using var scope = TranscriptionLog.InCall(logger, context.Message.CallId);
        try
        {
            var (outcome, line) = await transcription.HearAsync(context.Message, context.CancellationToken);
            metrics.Partial(outcome);
            if (line is not null)
            {
                await context.Publish(line, send => send.Durable = false, context.CancellationToken);
            }
        }
        catch (Exception e) when (e is TranscriptionException or TimeoutException or IOException or UnreadableSoundException or Workers.SetAsideException)
        {
            metrics.Partial(PartialOutcome.Failed);
            TranscriptionLog.PartialFailed(logger, context.Message.Leg, context.Message.Sequence, e.Message);
        }
    }
}
