using CallSummary.Portal.App;
using CallSummary.Portal.SignIn;
using CallSummary.Storage;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CallSummary.Portal.Console;

/// <summary>Opens calls to the support team: for a reason, for a time, and never before the log says so.</summary>
internal sealed class CallDesk(CallSummaryDbContext database, CallReader reader, IOptions<PortalOptions> options, TimeProvider time)
{
    public const int LongestReason = 500;
    public const int LongestTicket = 60;
    private const int ShortestReason = 5;

    public Task<Call?> FindAsync(Guid id, Viewer viewer, CancellationToken cancellationToken) =>
        viewer.Scope.Calls(database).SingleOrDefaultAsync(c => c.Id == id, cancellationToken);

    /// <summary>The person's access to a call, or null when there is none or it is over.</summary>
    public Task<AccessGrant?> GrantAsync(Guid id, Viewer viewer, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return database.AccessGrants
            .Where(g => g.CallId == id && g.TenantId == viewer.Scope.TenantId && g.SessionId == viewer.SessionId && g.ExpiresAt > now)
            .OrderByDescending(g => g.ExpiresAt).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>What may be read under a grant. The subscriber's contacts stay the subscriber's.</summary>
    public async Task<CallView?> ReadAsync(Guid id, Viewer viewer, CancellationToken cancellationToken) =>
        await reader.ReadAsync(id, viewer.Scope, cancellationToken) is { } view ? view with { Name = null } : null;

    /// <summary>Gives access; false when reason or ticket say nothing.</summary>
    public async Task<bool> OpenAsync(Call call, Viewer viewer, HttpContext http, string reason, string ticket, CancellationToken cancellationToken)
    {
        (reason, ticket) = (reason.Trim(), ticket.Trim());
        if (reason.Length is < ShortestReason or > LongestReason || ticket.Length is 0 or > LongestTicket)
        {
            return false;
        }

        var now = time.GetUtcNow();
        AuditTrail.Write(database, viewer, http, now, "call.opened", call: call, reason: reason, ticket: ticket);
        database.AccessGrants.Add(new AccessGrant
        {
            Id = Guid.CreateVersion7(now),
            TenantId = viewer.Scope.TenantId,
            CallId = call.Id,
            SessionId = viewer.SessionId,
            Ticket = ticket,
            CreatedAt = now,
            ExpiresAt = now + options.Value.SignIn.CallAccess,
        });
        await database.SaveChangesAsync(cancellationToken);
        return true;
    }

    /// <summary>Logs a step that is taken under a grant.</summary>
    public async Task LogAsync(string action, Call call, AccessGrant grant, Viewer viewer, HttpContext http, string? target, CancellationToken cancellationToken)
    {
        AuditTrail.Write(database, viewer, http, time.GetUtcNow(), action, target, call, ticket: grant.Ticket);
        await database.SaveChangesAsync(cancellationToken);
    }
}
