using CallSummary.Contracts;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Recordings;
using CallSummary.Storage.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CallSummary.Storage.Erasure;

/// <summary>
/// Erases a call: text, summaries, corrections, shares, numbers, waiting messages and webhook bodies in one transaction, then the recording. The row stays, so
/// that late messages about the call are recognised and dropped.
/// </summary>
public sealed class CallEraser(
    IDbContextFactory<CallSummaryDbContext> contexts,
    IRecordingStore recordings,
    TimeProvider time,
    ILogger<CallEraser> logger)
{
    private const int Attempts = 5;

    // Contracts that carry what was said or who said it; the others may still leave, their consumers drop them.
    private static readonly string[] ContractsWithContent =
        [nameof(CallStarted), nameof(UtteranceCaptured), nameof(UtteranceTranscribed), nameof(RiskRaised), nameof(CallTitled), nameof(CallSummarized)];

    /// <summary>
    /// Erases a call. The caller has checked that the asker may. Erasing twice is no error and announces it once; a recording that a crash
    /// left behind is deleted at the next start.
    /// </summary>
    /// <returns>False when there is no such call.</returns>
    /// <exception cref="DbUpdateConcurrencyException">Other writers changed the call at every attempt.</exception>
    public async Task<bool> EraseAsync(Guid callId, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (!await EraseRowsAsync(callId, cancellationToken))
                {
                    return false;
                }

                break;
            }
            catch (DbUpdateConcurrencyException) when (attempt < Attempts)
            {
            }
        }

        await EraseLateWordsAsync(callId, cancellationToken);
        DeleteRecording(callId);
        return true;
    }

    /// <summary>
    /// Deletes what people wrote about a call (corrections, marks, ratings, shares, comments) while it was being erased: ask for it after each such write.
    /// Of a call that is not erased it deletes nothing.
    /// </summary>
    public async Task EraseLateWordsAsync(Guid callId, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        if (await database.Calls.AnyAsync(c => c.Id == callId && c.State == CallState.Erased, cancellationToken))
        {
            await ErasePeoplesWordsAsync(database, callId, cancellationToken);
        }
    }

    internal void DeleteRecording(Guid callId)
    {
        try
        {
            recordings.Delete(callId);
            logger.Erased(callId);
        }
        catch (IOException exception)
        {
            // What is committed stays erased; only the files wait.
            logger.RecordingNotDeleted(callId, exception);
        }
    }

    private async Task<bool> EraseRowsAsync(Guid callId, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var call = await database.Calls.SingleOrDefaultAsync(c => c.Id == callId, cancellationToken);
        if (call is null)
        {
            return false;
        }

        // The call's row first: from here on, whoever adds text or a summary under it waits, or fails on its version.
        if (call.State != CallState.Erased)
        {
            var now = time.GetUtcNow();
            call.State = CallState.Erased;
            call.CallerNumber = string.Empty;
            call.CalleeNumber = string.Empty;
            call.NudgeAt = null;
            call.Version = Guid.CreateVersion7(now);
            database.Publish(new CallErased { CallId = callId, TenantId = call.TenantId, ErasedAt = now }, now);
            await database.SaveChangesAsync(cancellationToken);
        }

        await database.Utterances.Where(u => u.CallId == callId).ExecuteDeleteAsync(cancellationToken);
        await database.Summaries.Where(s => s.CallId == callId).ExecuteDeleteAsync(cancellationToken);
        await database.EarlierSummaries.Where(s => s.CallId == callId).ExecuteDeleteAsync(cancellationToken);
        await database.EarlierTranscripts.Where(t => t.CallId == callId).ExecuteDeleteAsync(cancellationToken);
        await database.RerunUtterances.Where(u => u.CallId == callId).ExecuteDeleteAsync(cancellationToken);
        await database.Reruns.Where(r => r.CallId == callId).ExecuteDeleteAsync(cancellationToken);
        await database.CallTraces.Where(t => t.CallId == callId).ExecuteDeleteAsync(cancellationToken);
        await ErasePeoplesWordsAsync(database, callId, cancellationToken);
        await EraseMessagesAsync(database, callId, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    // The audit log stays: who looked at a call must be known after it is gone, and it holds nothing that was said.
    private static async Task ErasePeoplesWordsAsync(CallSummaryDbContext database, Guid callId, CancellationToken cancellationToken)
    {
        await database.CallIndex.Where(e => e.CallId == callId).ExecuteDeleteAsync(cancellationToken);
        await database.SummaryFeedback.Where(f => f.CallId == callId).ExecuteDeleteAsync(cancellationToken);
        await database.Corrections.Where(c => c.CallId == callId).ExecuteDeleteAsync(cancellationToken);
        await database.CallMarks.Where(m => m.CallId == callId).ExecuteDeleteAsync(cancellationToken);
        await database.ShareLinks.Where(s => s.CallId == callId).ExecuteDeleteAsync(cancellationToken);
        await database.CallComments.Where(c => c.CallId == callId).ExecuteDeleteAsync(cancellationToken);
        await database.AccessGrants.Where(g => g.CallId == callId).ExecuteDeleteAsync(cancellationToken);
    }

    private static async Task EraseMessagesAsync(CallSummaryDbContext database, Guid callId, CancellationToken cancellationToken)
    {
        var id = callId.ToString("D");
        await database.Outbox
            .Where(o => ContractsWithContent.Contains(o.MessageType) && o.Body.Contains(id))
            .ExecuteDeleteAsync(cancellationToken);
        await database.WebhookDeliveries
            .Where(d => d.CallId == callId && d.State == WebhookDeliveryState.Pending)
            .ExecuteUpdateAsync(
                set => set.SetProperty(d => d.State, WebhookDeliveryState.Dead).SetProperty(d => d.LastError, "The call was erased before this was delivered."),
                cancellationToken);
        await database.WebhookDeliveries
            .Where(d => d.CallId == callId)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.Body, "{}"), cancellationToken);
    }
}
