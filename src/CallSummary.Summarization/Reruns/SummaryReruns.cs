using System.Text.Json;
using CallSummary.Contracts;
using CallSummary.Storage;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Reruns;
using CallSummary.Summarization.Summaries;
using CallSummary.Summarization.Transcripts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CallSummary.Summarization.Reruns;

/// <summary>Summarises a call again: the new summaries take the place of those before, which are kept; with a new transcript both change at once.</summary>
internal sealed class SummaryReruns(
    IDbContextFactory<CallSummaryDbContext> contexts,
    CallTransactions calls,
    SummaryDrafts drafts,
    RerunModels models,
    WorkInFlight inFlight,
    SummarizationMetrics metrics,
    TimeProvider time,
    ILogger<SummaryReruns> logger)
{
    /// <summary>Does what the command asks, once.</summary>
    /// <exception cref="CallBusyException">The call is being summarised now.</exception>
    public async Task RunAsync(ResummarizeCall command, CancellationToken cancellationToken)
    {
        using var work = inFlight.Begin(command.CallId, cancellationToken) ?? throw new CallBusyException(command.CallId);
        try
        {
            await RunOnceAsync(command, work.Token);
        }
        catch (OperationCanceledException) when (work.Token.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            logger.WorkDropped(command.CallId);
        }
    }

    private async Task RunOnceAsync(ResummarizeCall command, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        if (await database.UnfinishedAsync(command.RequestId, command.CallId, command.TenantId, cancellationToken) is not { } rerun)
        {
            return;
        }

        var call = await database.Calls.AsNoTracking().SingleAsync(c => c.Id == command.CallId, cancellationToken);
        var transcript = await TranscriptAsync(database, rerun, cancellationToken);
        var chosen = models.Of(command);
        if (Obstacle(call) is { } obstacle || transcript is null || chosen is null)
        {
            await EndAsync(rerun, Obstacle(call) ?? (chosen is null ? RerunOutcome.UnknownModel : RerunOutcome.ModelFailed), cancellationToken);
            return;
        }

        var legs = CallSummarizer.Subscribers(call).Where(leg => command.SubscriberLeg is null || leg == command.SubscriberLeg);
        var written = await Task.WhenAll(legs.Select(leg => drafts.WriteAsync(call, leg, transcript, null, chosen, null, cancellationToken)));
        foreach (var draft in written)
        {
            metrics.Summarized(draft.Written.Engine, draft.Written.Failure, draft.Written.Dropped, draft.Elapsed);
        }

        // An extractive summary in place of the model's that was asked for is nobody's wish; beside a new transcript there must be one.
        var failed = rerun.Kind == RerunKind.Summary && chosen.Count > 0 && Array.Exists(written, d => d.Written.Failure is not (SummaryFailure.None or SummaryFailure.NothingSaid));
        if (failed)
        {
            await EndAsync(rerun, RerunOutcome.ModelFailed, cancellationToken);
            return;
        }

        await StoreAsync(rerun, written, transcript, cancellationToken);
    }

    /// <summary>The transcript to summarise: for a new one what the workers gave, with null while it is not whole.</summary>
    private static async Task<List<Utterance>?> TranscriptAsync(CallSummaryDbContext database, Rerun rerun, CancellationToken cancellationToken)
    {
        if (rerun.Kind == RerunKind.Summary)
        {
            return await database.Utterances.AsNoTracking().Where(u => u.CallId == rerun.CallId).ToListAsync(cancellationToken);
        }

        if (await database.MissingOf(rerun).AnyAsync(cancellationToken))
        {
            return null;
        }

        var messages = await database.RerunUtterances.AsNoTracking().Where(u => u.RerunId == rerun.Id).Select(u => u.MessageJson).ToListAsync(cancellationToken);
        return messages.ConvertAll(json => CallProgress.Row(JsonSerializer.Deserialize<UtteranceTranscribed>(json)!));
    }

    private static RerunOutcome? Obstacle(Call? call) =>
        call is null || CallTransactions.IsRefused(call) ? RerunOutcome.Gone : call.State == CallState.Summarized ? null : RerunOutcome.NotSummarized;

    private Task<bool> StoreAsync(Rerun command, SummaryDraft[] written, List<Utterance> transcript, CancellationToken cancellationToken) => calls.RunAsync(
        command.CallId,
        async (database, call) =>
        {
            if (await database.UnfinishedAsync(command.Id, command.CallId, command.TenantId, cancellationToken) is not { } rerun)
            {
                return false;
            }

            var now = time.GetUtcNow();
            var outcome = Obstacle(call) ?? RerunOutcome.Done;
            if (outcome == RerunOutcome.Done)
            {
                if (rerun.Kind == RerunKind.Transcript)
                {
                    await ReplaceTranscriptAsync(database, rerun, transcript, now, cancellationToken);
                }

                foreach (var draft in written)
                {
                    await ReplaceAsync(database, draft.Row, now, cancellationToken);
                }

                call!.Version = Guid.CreateVersion7(now);
            }

            await database.FinishAsync(rerun, outcome, now, cancellationToken);
            logger.RerunEnded(rerun.CallId, rerun.Kind, outcome);
            return true;
        },
        cancellationToken);

    private static async Task ReplaceAsync(CallSummaryDbContext database, Summary row, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await database.Summaries.SingleOrDefaultAsync(s => s.CallId == row.CallId && s.SubscriberLeg == row.SubscriberLeg, cancellationToken) is { } old)
        {
            database.EarlierSummaries.Add(EarlierSummary.Of(old, row.Id, now));
            database.Summaries.Remove(old);
        }

        database.Summaries.Add(row);
        database.Publish(CallSummarizer.Announcement(row), now);
    }

    private static async Task ReplaceTranscriptAsync(CallSummaryDbContext database, Rerun rerun, List<Utterance> transcript, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var old = await database.Utterances.AsNoTracking().Where(u => u.CallId == rerun.CallId).OrderBy(u => u.Leg).ThenBy(u => u.Sequence).ToListAsync(cancellationToken);
        database.EarlierTranscripts.Add(new EarlierTranscript
        {
            Id = Guid.CreateVersion7(now),
            CallId = rerun.CallId,
            TenantId = rerun.TenantId,
            UtterancesJson = JsonSerializer.Serialize(old),
            ReplacedAt = now,
            RerunId = rerun.Id,
        });
        await database.Utterances.Where(u => u.CallId == rerun.CallId).ExecuteDeleteAsync(cancellationToken);
        database.Utterances.AddRange(transcript);
    }

    private Task<bool> EndAsync(Rerun command, RerunOutcome outcome, CancellationToken cancellationToken) => calls.RunAsync(
        command.CallId,
        async (database, _) =>
        {
            if (await database.UnfinishedAsync(command.Id, command.CallId, command.TenantId, cancellationToken) is { } rerun)
            {
                await database.FinishAsync(rerun, outcome, time.GetUtcNow(), cancellationToken);
                logger.RerunEnded(rerun.CallId, rerun.Kind, outcome);
            }

            return true;
        },
        cancellationToken);
}
