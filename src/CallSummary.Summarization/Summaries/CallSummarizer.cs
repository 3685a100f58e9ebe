using CallSummary.Contracts;
using CallSummary.Storage;
using CallSummary.Storage.Calls;
using CallSummary.Summarization.Live;
using CallSummary.Summarization.Transcripts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CallSummary.Summarization.Summaries;

/// <summary>Writes and stores the summaries of a transcribed call: one for each leg that is a subscriber, once.</summary>
internal sealed class CallSummarizer(
    IDbContextFactory<CallSummaryDbContext> contexts,
    CallTransactions calls,
    SummaryDrafts drafts,
    WorkInFlight inFlight,
    LiveCalls live,
    CallMemories memories,
    LateSummaries late,
    SummarizationMetrics metrics,
    TimeProvider time,
    ILogger<CallSummarizer> logger)
{
    /// <summary>Does what is still to be done for the call; nothing when it is done, being done, erased or not transcribed.</summary>
    public async Task SummarizeAsync(Guid callId, CancellationToken cancellationToken)
    {
        using var work = inFlight.Begin(callId, cancellationToken);
        if (work is null)
        {
            return;
        }

        try
        {
            await SummarizeOnceAsync(callId, work.Token);
        }
        catch (OperationCanceledException) when (work.Token.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            logger.WorkDropped(callId);
        }
    }

    /// <summary>Publishes for each subscriber who has no summary that there is none.</summary>
    public Task TellFailureAsync(Guid callId, CancellationToken cancellationToken) => calls.RunAsync(
        callId,
        async (database, call) =>
        {
            if (call is not { State: CallState.Transcribed } || CallTransactions.IsRefused(call))
            {
                return 0;
            }

            var stored = await database.Summaries.Where(s => s.CallId == callId).Select(s => s.SubscriberLeg).ToListAsync(cancellationToken);
            var missing = Subscribers(call).Except(stored).ToList();
            foreach (var leg in missing)
            {
                database.Publish(
                    new CallSummaryFailed { CallId = callId, TenantId = call.TenantId, SubscriberLeg = leg, Failure = SummaryFailure.EngineFailure }, time.GetUtcNow());
            }

            return missing.Count;
        },
        cancellationToken);

    private async Task SummarizeOnceAsync(Guid callId, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var call = await database.Calls.AsNoTracking().SingleOrDefaultAsync(c => c.Id == callId, cancellationToken);
        if (call is not { State: CallState.Transcribed or CallState.Summarized } || CallTransactions.IsRefused(call))
        {
            return;
        }

        if (call.State == CallState.Summarized)
        {
            await late.WriteAsync(call, WriteAsync, cancellationToken);
            return;
        }

        var utterances = await database.Utterances.AsNoTracking().Where(u => u.CallId == callId).ToListAsync(cancellationToken);
        var stored = await database.Summaries.Where(s => s.CallId == callId).Select(s => s.SubscriberLeg).ToListAsync(cancellationToken);
        var summaries = await Task.WhenAll(Subscribers(call).Except(stored).Select(leg => WriteAsync(call, leg, utterances, cancellationToken)));
        var added = await StoreAsync(callId, summaries, cancellationToken);
        foreach (var (row, written, elapsed) in summaries.Where(s => added.Contains(s.Row.SubscriberLeg)))
        {
            metrics.Summarized(written.Engine, written.Failure, written.Dropped, elapsed);
            if (call.EndedAt is { } ended)
            {
                metrics.Stored(written.Engine, time.GetUtcNow() - ended);
            }

            logger.Summarized(callId, row.SubscriberLeg, written.Engine, written.Failure, written.Dropped, elapsed.TotalSeconds);
        }

        live.Forget(callId);
    }

    private async Task<SummaryDraft> WriteAsync(Call call, Leg leg, List<Utterance> utterances, CancellationToken cancellationToken)
    {
        var titled = Task.FromResult(false);
        var draft = await drafts.WriteAsync(
            call, leg, utterances, memories.Of(call.Id), null, call.State == CallState.Transcribed ? title => titled = TitledAsync(call, leg, title, cancellationToken) : null, cancellationToken);
        await titled;
        return draft;
    }

    // The title is the first thing that a subscriber can be shown; that the call may have been erased meanwhile holds for it too.
    private Task<bool> TitledAsync(Call call, Leg leg, string title, CancellationToken cancellationToken) => calls.RunAsync(
        call.Id,
        (database, row) =>
        {
            if (row is { State: CallState.Transcribed } && !CallTransactions.IsRefused(row))
            {
                var now = time.GetUtcNow();
                database.Publish(new CallTitled { CallId = call.Id, TenantId = call.TenantId, SubscriberLeg = leg, Title = title, TitledAt = now }, now);
            }

            return Task.FromResult(true);
        },
        cancellationToken);

    // Rows, announcements and the call's new state commit together. Whoever comes second finds the state changed and adds nothing.
    private Task<HashSet<Leg>> StoreAsync(Guid callId, IReadOnlyList<SummaryDraft> summaries, CancellationToken cancellationToken) =>
        calls.RunAsync(
            callId,
            async (database, call) =>
            {
                if (call is not { State: CallState.Transcribed } || CallTransactions.IsRefused(call))
                {
                    return [];
                }

                var now = time.GetUtcNow();
                var stored = await database.Summaries.Where(s => s.CallId == callId).Select(s => s.SubscriberLeg).ToListAsync(cancellationToken);
                var added = summaries.Select(s => s.Row).Where(row => !stored.Contains(row.SubscriberLeg)).ToList();
                foreach (var row in added)
                {
                    database.Summaries.Add(row);
                    database.Publish(Announcement(row), now);
                }

                call.State = CallState.Summarized;
                call.NudgeAt = null;
                call.Version = Guid.CreateVersion7(now);
                return added.Select(row => row.SubscriberLeg).ToHashSet();
            },
            cancellationToken);

    /// <summary>What tells of a stored summary.</summary>
    internal static CallSummarized Announcement(Summary row) => new()
    {
        CallId = row.CallId,
        TenantId = row.TenantId,
        SummaryId = row.Id,
        SubscriberLeg = row.SubscriberLeg,
        SubscriberNumber = row.SubscriberNumber,
        Engine = row.Engine,
        SummarizedAt = row.CreatedAt,
    };

    /// <summary>The legs for whom a summary is written.</summary>
    internal static IEnumerable<Leg> Subscribers(Call call)
    {
        if (call.CallerIsSubscriber)
        {
            yield return Leg.Caller;
        }

        if (call.CalleeIsSubscriber)
        {
            yield return Leg.Callee;
        }
    }
}
