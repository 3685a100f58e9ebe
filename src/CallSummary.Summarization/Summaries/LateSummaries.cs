using CallSummary.Contracts;
using CallSummary.Storage;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Reruns;
using CallSummary.Summarization.Transcripts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallSummary.Summarization.Summaries;

/// <summary>
/// A summary that is extractive because the model failed is shown at once and written again later: the model's takes its place when it comes, under
/// an id of its own, and is announced like the first.
/// </summary>
internal sealed class LateSummaries(
    IDbContextFactory<CallSummaryDbContext> contexts,
    CallTransactions calls,
    IOptions<SummarizationOptions> options,
    TimeProvider time,
    ILogger<LateSummaries> logger)
{
    private const int MostAttempts = 6;

    /// <summary>When to ask again after a failure, each time twice as long; null when it is not worth it.</summary>
    public DateTimeOffset? RetryAt(SummaryFailure failure, int attempts, DateTimeOffset now) =>
        attempts < MostAttempts && failure is SummaryFailure.Timeout or SummaryFailure.EngineFailure or SummaryFailure.OverBudget
            ? now + (options.Value.SummaryRetryInterval * Math.Pow(2, attempts - 1))
            : null;

    /// <summary>Calls with a summary whose time to be written again has come.</summary>
    public async Task<IReadOnlyList<Guid>> DueAsync(DateTimeOffset dueBy, int most, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Summaries.Where(s => s.RetryAt != null && s.RetryAt <= dueBy)
            .GroupBy(s => s.CallId, s => s.RetryAt)
            .OrderBy(due => due.Min())
            .Select(due => due.Key)
            .Take(most)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Writes again what is due of a summarised call.</summary>
    public async Task WriteAsync(
        Call call,
        Func<Call, Leg, List<Utterance>, CancellationToken, Task<SummaryDraft>> write,
        CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var due = await database.Summaries.AsNoTracking().Where(s => s.CallId == call.Id && s.RetryAt != null && s.RetryAt <= now).ToListAsync(cancellationToken);
        if (due.Count == 0)
        {
            return;
        }

        var utterances = await database.Utterances.AsNoTracking().Where(u => u.CallId == call.Id).ToListAsync(cancellationToken);
        foreach (var old in due)
        {
            var (row, written, _) = await write(call, old.SubscriberLeg, utterances, cancellationToken);
            await ReplaceAsync(old, row, written, cancellationToken);
        }
    }

    private Task<bool> ReplaceAsync(Summary old, Summary row, WrittenSummary written, CancellationToken cancellationToken) => calls.RunAsync(
        old.CallId,
        async (database, call) =>
        {
            var stored = await database.Summaries.SingleOrDefaultAsync(s => s.Id == old.Id, cancellationToken);
            if (stored is null || call is not { State: CallState.Summarized } || CallTransactions.IsRefused(call))
            {
                return false;
            }

            var now = time.GetUtcNow();
            if (written.Engine != SummaryEngine.Llm)
            {
                stored.FailedAttempts = (stored.FailedAttempts ?? 0) + 1;
                stored.RetryAt = RetryAt(written.Failure, stored.FailedAttempts.Value, now);
                return false;
            }

            database.EarlierSummaries.Add(EarlierSummary.Of(stored, row.Id, now));
            database.Summaries.Remove(stored);
            database.Summaries.Add(row);
            database.Publish(CallSummarizer.Announcement(row), now);
            logger.WrittenLate(row.CallId, row.SubscriberLeg);
            return true;
        },
        cancellationToken);
}
