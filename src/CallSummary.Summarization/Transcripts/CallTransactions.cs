using CallSummary.Contracts;
using CallSummary.Storage;
using CallSummary.Storage.Calls;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Summarization.Transcripts;

/// <summary>
/// One call's row is held while something is decided about it, so that of several consumers who see the last utterance exactly one
/// finishes the transcript. SQLite admits one writer anyway; PostgreSQL locks the row by the empty update.
/// </summary>
internal sealed class CallTransactions(IDbContextFactory<CallSummaryDbContext> contexts)
{
    /// <summary>Runs <paramref name="work"/> with the call's current row, or null when there is none, and commits what it changed.</summary>
    public async Task<T> RunAsync<T>(Guid callId, Func<CallSummaryDbContext, Call?, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Database.CreateExecutionStrategy().ExecuteAsync(
            async token =>
            {
                database.ChangeTracker.Clear();
                await using var transaction = await database.Database.BeginTransactionAsync(token);
                await database.Calls.Where(c => c.Id == callId).ExecuteUpdateAsync(set => set.SetProperty(c => c.Consent, c => c.Consent), token);
                var result = await work(database, await database.Calls.SingleOrDefaultAsync(c => c.Id == callId, token));
                await database.SaveChangesAsync(token);
                await transaction.CommitAsync(token);
                return result;
            },
            cancellationToken);
    }

    /// <summary>Nothing may be kept of this call.</summary>
    public static bool IsRefused(Call call) => call.State == CallState.Erased || call.Consent is ConsentState.Refused or ConsentState.Withdrawn;
}
