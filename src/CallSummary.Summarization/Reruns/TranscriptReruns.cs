using System.Text.Json;
using CallSummary.Contracts;
using CallSummary.Storage;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Reruns;
using CallSummary.Summarization.Transcripts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CallSummary.Summarization.Reruns;

/// <summary>
/// Collects the utterances of a transcription that is done again, beside the call's own. When all are in, the call is summarised again, and with
/// the new summaries the new transcript takes its place: what a summary cites is always the transcript beside it.
/// </summary>
internal sealed class TranscriptReruns(CallTransactions calls, TimeProvider time, ILogger<TranscriptReruns> logger)
{
    /// <summary>Keeps an utterance, once; the last one asks for the summaries.</summary>
    public Task AddAsync(UtteranceTranscribed message, CancellationToken cancellationToken) => calls.RunAsync(
        message.CallId,
        async (database, call) =>
        {
            if (await database.UnfinishedAsync(message.RerunId!.Value, message.CallId, message.TenantId, cancellationToken) is not { Kind: RerunKind.Transcript } rerun)
            {
                return false;
            }

            var missing = await database.MissingOf(rerun).SingleOrDefaultAsync(u => u.Leg == message.Leg && u.Sequence == message.Sequence, cancellationToken);
            if (Obstacle(call, message, missing) is { } outcome)
            {
                await EndAsync(database, rerun, outcome, cancellationToken);
            }
            else if (missing is not null)
            {
                database.RerunUtterances.Add(new RerunUtterance
                {
                    RerunId = rerun.Id,
                    CallId = message.CallId,
                    Leg = message.Leg,
                    Sequence = message.Sequence,
                    MessageJson = JsonSerializer.Serialize(message),
                });
                await database.SaveChangesAsync(cancellationToken);
                await ProceedAsync(database, rerun, cancellationToken);
            }

            return true;
        },
        cancellationToken);

    /// <summary>The workers could not do it: the call keeps what it has.</summary>
    public Task FailAsync(RetranscriptionFailed message, CancellationToken cancellationToken) => calls.RunAsync(
        message.CallId,
        async (database, _) =>
        {
            if (await database.UnfinishedAsync(message.RequestId, message.CallId, message.TenantId, cancellationToken) is { Kind: RerunKind.Transcript } rerun)
            {
                await EndAsync(database, rerun, message.Outcome, cancellationToken);
            }

            return true;
        },
        cancellationToken);

    // Worse than before is no transcript to put in its place.
    private static RerunOutcome? Obstacle(Call? call, UtteranceTranscribed message, Utterance? before) => message.Drop switch
    {
        _ when call is not { State: CallState.Summarized } || CallTransactions.IsRefused(call) => RerunOutcome.Gone,
        TranscriptDrop.UnreadableAudio when before is { Text.Length: > 0 } => RerunOutcome.NoRecording,
        TranscriptDrop.EngineFailure when before is { Text.Length: > 0 } => RerunOutcome.ModelFailed,
        _ => null,
    };

    // While utterances come in, no other command is due; once none is missing this is the one for the summaries.
    private async Task ProceedAsync(CallSummaryDbContext database, Rerun rerun, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        rerun.NudgeAt = now + RerunCommands.NudgeAfter;
        if (!await database.MissingOf(rerun).AnyAsync(cancellationToken))
        {
            await RerunCommands.PublishAsync(database, rerun, now, cancellationToken);
        }
    }

    private async Task EndAsync(CallSummaryDbContext database, Rerun rerun, RerunOutcome outcome, CancellationToken cancellationToken)
    {
        await database.FinishAsync(rerun, outcome, time.GetUtcNow(), cancellationToken);
        logger.RerunEnded(rerun.CallId, rerun.Kind, outcome);
    }
}
