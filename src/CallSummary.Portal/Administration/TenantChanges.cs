using CallSummary.Contracts;
using CallSummary.Portal.Console;
using CallSummary.Portal.SignIn;
using CallSummary.Storage;
using CallSummary.Storage.Administration;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Portal.Administration;

/// <summary>Saves a change of a tenant's settings, its entry in the audit log and the word to the gateways, together or not at all.</summary>
internal sealed class TenantChanges(CallSummaryDbContext database, TimeProvider time)
{
    /// <summary>The tenant as the console keeps it; a new one when it was never changed here.</summary>
    public async Task<TenantProfile> ProfileAsync(string tenantId, CancellationToken cancellationToken) =>
        await database.TenantProfiles.SingleOrDefaultAsync(t => t.TenantId == tenantId, cancellationToken)
        ?? database.TenantProfiles.Add(new TenantProfile { TenantId = tenantId, Name = tenantId, ChangedAt = time.GetUtcNow() }).Entity;

    /// <summary>Saves what was changed in the database's context.</summary>
    public async Task SaveAsync(Viewer viewer, HttpContext http, string tenantId, string action, string target, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var profile = database.TenantProfiles.Local.FirstOrDefault(t => t.TenantId == tenantId) ?? await ProfileAsync(tenantId, cancellationToken);
        profile.Version = Guid.CreateVersion7(now);
        profile.ChangedAt = now;
        AuditTrail.Write(database, viewer, http, now, action, target);
        database.Publish(new GatewaySettingsChanged { TenantId = tenantId, ChangedAt = now }, now);
        await database.SaveChangesAsync(cancellationToken);
    }
}
