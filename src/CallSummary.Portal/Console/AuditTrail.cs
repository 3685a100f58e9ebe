using CallSummary.Portal.Access;
using CallSummary.Portal.SignIn;
using CallSummary.Storage;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Support;

namespace CallSummary.Portal.Console;

/// <summary>Writes the audit log. It is saved before what it tells of is shown or done.</summary>
internal static class AuditTrail
{
    public static void Write(
        CallSummaryDbContext database, Viewer viewer, Microsoft.AspNetCore.Http.HttpContext http, DateTimeOffset now, string action, string? target = null, Call? call = null, string? reason = null, string? ticket = null)
    {
        var parties = call is null ? null : CallParties.Of(call);
        database.AuditLog.Add(new AuditEntry
        {
            Id = Guid.CreateVersion7(now),
            TenantId = viewer.Scope.TenantId,
            At = now,
            Who = viewer.Name,
            Address = http.Connection.RemoteIpAddress?.ToString() ?? "?",
            Action = action,
            Target = target,
            CallId = call?.Id,
            CallerSubscriber = parties?.Caller,
            CalleeSubscriber = parties?.Callee,
            Reason = reason,
            Ticket = ticket,
        });
    }
}
