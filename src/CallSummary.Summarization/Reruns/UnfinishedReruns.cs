using CallSummary.Contracts;
using CallSummary.Storage;
using CallSummary.Storage.Reruns;
using CallSummary.Summarization.Transcripts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CallSummary.Summarization.Reruns;

/// <summary>Sends commands again whose messages were lost, and ends those that came to nothing in a day.</summary>
internal sealed class UnfinishedReruns(IDbContextFactory<CallSummaryDbContext> contexts, CallTransactions calls, TimeProvider time, ILogger<UnfinishedReruns> logger)
{
    private const int Batch = 200;
    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(1);

    /// <summary>Looks once at every command that is due; returns how many were sent again.</summary>
    public async Task<int> SweepAsync(DateTimeOffset dueBy, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var due = await database.Reruns.AsNoTracking().Where(r => r.NudgeAt != null && r.NudgeAt <= dueBy).OrderBy(r => r.NudgeAt).Take(Batch).ToListAsync(cancellationToken);
        var sent = 0;
        foreach (var rerun in due)
        {
            sent += await SendAgainAsync(rerun, dueBy, cancellationToken) ? 1 : 0;
        }

        return sent;
    }

    private Task<bool> SendAgainAsync(Rerun command, DateTimeOffset dueBy, CancellationToken cancellationToken) => calls.RunAsync(
        command.CallId,
        async (database, _) =>
        {
            if (await database.UnfinishedAsync(command.Id, command.CallId, command.TenantId, cancellationToken) is not { } rerun || rerun.NudgeAt > dueBy)
            {
                return false;
            }

            var now = time.GetUtcNow();
            if (now - rerun.RequestedAt > GivenUpAfter)
            {
                await database.FinishAsync(rerun, RerunOutcome.ModelFailed, now, cancellationToken);
                logger.RerunEnded(rerun.CallId, rerun.Kind, RerunOutcome.ModelFailed);
                return false;
            }

            await RerunCommands.PublishAsync(database, rerun, now, cancellationToken);
            return true;
        },
        cancellationToken);
}
