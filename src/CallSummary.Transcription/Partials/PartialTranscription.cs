using CallSummary.Contracts;
using CallSummary.Transcription.Gates;
using CallSummary.Transcription.Languages;
using CallSummary.Transcription.Utterances;
using CallSummary.Transcription.Voice;
using Microsoft.Extensions.Options;

namespace CallSummary.Transcription.Partials;

/// <summary>Words for an utterance that is still being said, where a worker is idle.</summary>
internal sealed class PartialTranscription(
    ITranscriber transcriber,
    UtteranceSound sound,
    IVoiceDetector voices,
    LegLanguages languages,
    RunningUtterances utterances,
    IOptions<TranscriptionOptions> options)
{
    /// <summary>Hears the utterance so far.</summary>
    /// <returns>What became of it, and the line to show where there are more words than before.</returns>
    /// <exception cref="Exception">Of the engine or the store; the caller counts it and forgets.</exception>
    public async Task<(PartialOutcome Outcome, UtterancePartlyTranscribed? Line)> HearAsync(UtteranceContinued soFar, CancellationToken cancellationToken)
    {
        var running = utterances.Of(soFar.CallId, soFar.Leg, soFar.Sequence);
        lock (running)
        {
            if (running.HasEnded || soFar.Duration <= running.Heard)
            {
                return (PartialOutcome.Late, null);
            }

            running.Heard = soFar.Duration;
        }

        var samples = await sound.ReadAsync(AsUtterance(soFar), cancellationToken);
        if (voices.Find(samples) is null)
        {
            return (PartialOutcome.Nothing, null);
        }

        var heard = await transcriber.TranscribeIfIdleAsync(
            new Speech(samples)
            {
                Language = soFar.Language,
                Vocabulary = Vocabulary.Of(options.Value, soFar.TenantId, soFar.Subscriber),
                LikelyLanguage = running.Language ?? languages.Remembered(soFar.CallId, soFar.Leg),
                IsPartial = true,
            },
            cancellationToken);
        return heard is null ? (PartialOutcome.NoWorkerIdle, null)
            : heard.Text.Length == 0 || TextGate.Judge(heard, options.Value) != TranscriptDrop.None ? (PartialOutcome.Nothing, null)
            : Settle(soFar, running, heard);
    }

    private static (PartialOutcome, UtterancePartlyTranscribed?) Settle(UtteranceContinued soFar, RunningUtterance running, Recognition heard)
    {
        lock (running)
        {
            if (running.HasEnded)
            {
                return (PartialOutcome.Late, null);
            }

            running.Language = heard.Language.Length > 0 ? heard.Language : running.Language;
            return !running.Words.Hear(heard.Text) ? (PartialOutcome.Unchanged, null) : (PartialOutcome.Shown, new UtterancePartlyTranscribed
            {
                CallId = soFar.CallId,
                TenantId = soFar.TenantId,
                Leg = soFar.Leg,
                Sequence = soFar.Sequence,
                Offset = soFar.Offset,
                Duration = soFar.Duration,
                Text = running.Words.Text,
                Language = heard.Language,
                Probability = heard.Probability ?? 0,
            });
        }
    }

    private static UtteranceCaptured AsUtterance(UtteranceContinued soFar) => new()
    {
        CallId = soFar.CallId,
        TenantId = soFar.TenantId,
        Leg = soFar.Leg,
        Sequence = soFar.Sequence,
        Offset = soFar.Offset,
        Duration = soFar.Duration,
        Audio = soFar.Audio,
        WidebandAudio = soFar.WidebandAudio,
        RecordingStart = soFar.RecordingStart,
        RecordingEnd = soFar.RecordingEnd,
    };
}
