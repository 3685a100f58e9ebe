using CallSummary.Contracts;
using CallSummary.Transcription.Utterances;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallSummary.Transcription.Reruns;

/// <summary>Recognises the utterances of an ended call again, one after the other, from its recording.</summary>
internal sealed class Retranscription(
    IServiceProvider services, RerunTranscribers transcribers, IOptions<TranscriptionOptions> options, TimeProvider time, ILogger<Retranscription> logger)
{
    /// <summary>A message is worked on for so long at most: brokers take one away that is not settled in half an hour (RabbitMQ's consumer_timeout).</summary>
    internal static readonly TimeSpan Turn = TimeSpan.FromMinutes(5);

    private readonly IRecordedAudio? _recordings = services.GetService<IRecordedAudio>();

    /// <summary>Publishes the text of each utterance; when the turn is over, a command for those that are left.</summary>
    public async Task RunAsync(RetranscribeCall command, Func<object, Task> publish, CancellationToken cancellationToken)
    {
        using var rented = Rent(command, out var failure);
        if (rented is null || Utterances(command) is not { } utterances)
        {
            var outcome = rented is null ? failure : RerunOutcome.NoRecording;
            TranscriptionLog.NotTranscribedAgain(logger, outcome);
            await publish(new RetranscriptionFailed { RequestId = command.RequestId, CallId = command.CallId, TenantId = command.TenantId, Outcome = outcome });
            return;
        }

        var transcription = ActivatorUtilities.CreateInstance<UtteranceTranscription>(services, rented.Engine);
        var started = time.GetTimestamp();
        for (var i = 0; i < utterances.Count; i++)
        {
            if (i > 0 && time.GetElapsedTime(started) > Turn)
            {
                var left = utterances.Skip(i).Select(u => (u.Leg, u.Sequence)).ToHashSet();
                await publish(command with { Utterances = [.. command.Utterances.Where(s => left.Contains((s.Leg, s.Sequence)))] });
                return;
            }

            await publish(await TranscribeAsync(transcription, utterances[i], cancellationToken) with { RerunId = command.RequestId });
        }
    }

    private RerunTranscriber? Rent(RetranscribeCall command, out RerunOutcome failure)
    {
        try
        {
            failure = RerunOutcome.UnknownModel;
            return transcribers.Rent(command.Model);
        }
        catch (TranscriptionException e)
        {
            TranscriptionLog.ModelNotLoaded(logger, e.Message);
            failure = RerunOutcome.ModelFailed;
            return null;
        }
    }

    /// <summary>The utterances by their place in the recording; null when there is none that could be read.</summary>
    private List<UtteranceCaptured>? Utterances(RetranscribeCall command)
    {
        List<UtteranceCaptured> utterances = [];
        foreach (var leg in command.Utterances.GroupBy(s => s.Leg))
        {
            try
            {
                using var recording = _recordings?.OpenRead(command.CallId, leg.Key);
                if (recording is null)
                {
                    return null;
                }

                utterances.AddRange(RecordedSpans.Find(recording, leg).Select(found => new UtteranceCaptured
                {
                    CallId = command.CallId,
                    TenantId = command.TenantId,
                    Leg = found.Span.Leg,
                    Sequence = found.Span.Sequence,
                    Offset = found.Span.Offset,
                    Duration = found.Span.Duration,
                    Language = command.Language,
                    RecordingStart = found.Bytes.Start,
                    RecordingEnd = found.Bytes.End,
                }));
            }
            catch (InvalidDataException)
            {
                return null;
            }
        }

        return utterances;
    }

    // What fails at last is published without text, and the command ends for it: the call keeps what it has.
    private async Task<UtteranceTranscribed> TranscribeAsync(UtteranceTranscription transcription, UtteranceCaptured utterance, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await transcription.TranscribeAsync(utterance, cancellationToken);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                TranscriptionLog.AttemptFailed(logger, e, utterance.Leg, utterance.Sequence, attempt, options.Value.Attempts);
                if (attempt >= options.Value.Attempts)
                {
                    return transcription.WithoutText(utterance, e is IOException ? TranscriptDrop.UnreadableAudio : TranscriptDrop.EngineFailure);
                }
            }
        }
    }
}
