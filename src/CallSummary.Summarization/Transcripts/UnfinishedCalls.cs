using CallSummary.Contracts;
using CallSummary.Storage;
using CallSummary.Storage.Calls;
using CallSummary.Summarization.Reruns;
using CallSummary.Summarization.Summaries;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallSummary.Summarization.Transcripts;

/// <summary>
/// Takes up calls whose messages were lost: ended calls past their deadline, transcribed calls whose summaries are overdue, summaries that a model is to write again, and commands to do work again. At start it looks
/// at all of them, because what an in-memory bus held is gone.
/// </summary>
internal sealed class UnfinishedCalls(
    IDbContextFactory<CallSummaryDbContext> contexts,
    CallProgress progress,
    LateSummaries late,
    UnfinishedReruns reruns,
    IOptions<SummarizationOptions> options,
    TimeProvider time,
    ILogger<UnfinishedCalls> logger) : BackgroundService
{
    private const int Batch = 200;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var everything = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SweepAsync(everything, stoppingToken);
                everything = false;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.SweepFailed(options.Value.SweepInterval, exception);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(options.Value.SweepInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Looks once at every due call; returns how many were moved on.</summary>
    /// <param name="everything">Also those whose time has not come.</param>
    /// <param name="cancellationToken">Stops between two calls.</param>
    internal async Task<int> SweepAsync(bool everything, CancellationToken cancellationToken)
    {
        var dueBy = everything ? DateTimeOffset.MaxValue.AddDays(-1) : time.GetUtcNow();
        var moved = 0;
        var after = Guid.Empty;
        while (await DueAsync(dueBy, after, cancellationToken) is { Count: > 0 } due)
        {
            foreach (var (id, state) in due)
            {
                var outcome = state == CallState.Ended
                    ? await progress.LookAsync(id, cancellationToken)
                    : await progress.AnnounceAgainAsync(id, dueBy, cancellationToken);
                moved += outcome == ProgressOutcome.Transcribed ? 1 : 0;
            }

            after = due[^1].Id;
        }

        foreach (var callId in await late.DueAsync(time.GetUtcNow(), Batch, cancellationToken))
        {
            moved += await progress.AskAgainAsync(callId, cancellationToken) == ProgressOutcome.Transcribed ? 1 : 0;
        }

        moved += await reruns.SweepAsync(dueBy, cancellationToken);
        if (moved > 0)
        {
            logger.Swept(moved);
        }

        return moved;
    }

    private async Task<List<(Guid Id, CallState State)>> DueAsync(DateTimeOffset dueBy, Guid after, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await database.Calls
            .Where(c => (c.State == CallState.Ended || c.State == CallState.Transcribed)
                && c.Consent != ConsentState.Refused && c.Consent != ConsentState.Withdrawn
                && (c.NudgeAt == null || c.NudgeAt <= dueBy)
                && c.Id.CompareTo(after) > 0)
            .OrderBy(c => c.Id)
            .Select(c => new { c.Id, c.State })
            .Take(Batch)
            .ToListAsync(cancellationToken);
        return rows.ConvertAll(row => (row.Id, row.State));
    }
}
