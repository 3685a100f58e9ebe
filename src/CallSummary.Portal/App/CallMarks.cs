using CallSummary.Portal.SignIn;
using CallSummary.Storage;
using CallSummary.Storage.Subscribers;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Portal.App;

/// <summary>Changes what a subscriber noted of a call that he may read.</summary>
internal static class CallMarks
{
    public static async Task ChangeAsync(CallSummaryDbContext database, Guid callId, Viewer viewer, Action<CallMark> change, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var mark = await viewer.Scope.Marks(database).SingleOrDefaultAsync(m => m.CallId == callId, cancellationToken);
            if (mark is null)
            {
                mark = new CallMark { CallId = callId, TenantId = viewer.Scope.TenantId, SubscriberNumber = viewer.Number };
                database.CallMarks.Add(mark);
            }

            change(mark);
            try
            {
                await database.SaveChangesAsync(cancellationToken);
                return;
            }
            catch (DbUpdateException) when (attempt == 0)
            {
                database.ChangeTracker.Clear(); // Another tab made the row meanwhile.
            }
        }
    }
}
