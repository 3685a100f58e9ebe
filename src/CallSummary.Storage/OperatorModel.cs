using CallSummary.Storage.Administration;
using CallSummary.Storage.Operations;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Storage;

/// <summary>The part of the model that the carrier's own people make and read: tenants, trunks, numbers, templates, traces.</summary>
internal static class OperatorModel
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<TenantProfile>().HasKey(t => t.TenantId);
        model.Entity<StoredTrunk>(trunk =>
        {
            trunk.HasKey(t => t.Id);
            trunk.HasIndex(t => t.Name).IsUnique();
            trunk.HasIndex(t => t.TenantId);
        });
        model.Entity<SubscriberRange>(range =>
        {
            range.HasKey(r => r.Id);
            range.HasIndex(r => new { r.TenantId, r.First }).IsUnique();
        });
        model.Entity<TenantTemplate>().HasKey(t => t.TenantId);
        model.Entity<CallTrace>(trace =>
        {
            trace.HasKey(t => t.CallId);
            trace.HasIndex(t => new { t.TenantId, t.At });
            trace.HasIndex(t => t.At);
        });
    }
}
