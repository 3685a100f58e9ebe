using CallSummary.Contracts;
using CallSummary.Storage;
using CallSummary.Storage.Reruns;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Summarization.Reruns;

/// <summary>The rows of commands, within a transaction on their call.</summary>
internal static class RerunRows
{
    /// <summary>The command's row while it is under way; null when it is finished, unknown or another tenant's.</summary>
    public static Task<Rerun?> UnfinishedAsync(this CallSummaryDbContext database, Guid id, Guid callId, string tenantId, CancellationToken cancellationToken) =>
        database.Reruns.SingleOrDefaultAsync(r => r.Id == id && r.CallId == callId && r.TenantId == tenantId && r.FinishedAt == null, cancellationToken);

    /// <summary>Ends a command; what it had collected goes.</summary>
    public static async Task FinishAsync(this CallSummaryDbContext database, Rerun rerun, RerunOutcome outcome, DateTimeOffset now, CancellationToken cancellationToken)
    {
        (rerun.Outcome, rerun.FinishedAt, rerun.NudgeAt) = (outcome, now, null);
        await database.RerunUtterances.Where(u => u.RerunId == rerun.Id).ExecuteDeleteAsync(cancellationToken);
    }
}
