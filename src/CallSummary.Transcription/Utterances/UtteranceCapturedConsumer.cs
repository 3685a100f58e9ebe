using CallSummary.Contracts;
using CallSummary.Transcription.Load;
using CallSummary.Transcription.Partials;
using MassTransit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallSummary.Transcription.Utterances;

/// <summary>
/// Takes utterances from the bus and publishes their text. What fails is tried again (see the definition) and at last published
/// without text: a call never waits for ever for one utterance.
/// </summary>
internal sealed class UtteranceCapturedConsumer(
    UtteranceTranscription transcription,
    RunningUtterances running,
    TranscriptionLag lag,
    IOptions<TranscriptionOptions> options,
    TranscriptionMetrics metrics,
    TimeProvider time,
    ILogger<UtteranceCapturedConsumer> logger) : IConsumer<UtteranceCaptured>
{
    public async Task Consume(ConsumeContext<UtteranceCaptured> context)
    {
        var utterance = context.Message;
        using var scope = TranscriptionLog.InCall(logger, utterance.CallId);
        running.End(utterance);
        var started = time.GetTimestamp();
        var transcribed = await TranscribeAsync(utterance, context.GetRetryAttempt() + 1, context.CancellationToken);
        var took = time.GetElapsedTime(started);
        await context.Publish(transcribed, context.CancellationToken);
        metrics.Published(transcribed, took);
        lag.Published(context.SentTime);
        TranscriptionLog.Transcribed(
            logger, utterance.Leg, utterance.Sequence, transcribed.Language, transcribed.Drop, took.TotalMilliseconds);
    }

    private async Task<UtteranceTranscribed> TranscribeAsync(UtteranceCaptured utterance, int attempt, CancellationToken cancellationToken)
    {
        try
        {
            return await transcription.TranscribeAsync(utterance, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            var attempts = options.Value.Attempts;
            metrics.AttemptFailed(e);
            TranscriptionLog.AttemptFailed(logger, e, utterance.Leg, utterance.Sequence, attempt, attempts);
            if (attempt < attempts)
            {
                throw;
            }

            TranscriptionLog.GivenUp(logger, utterance.Leg, utterance.Sequence, attempts);
            return transcription.WithoutText(utterance, e is IOException ? TranscriptDrop.UnreadableAudio : TranscriptDrop.EngineFailure);
        }
    }
}
