using CallSummary.Gateway.Trunks;
using CallSummary.Storage;
using CallSummary.Storage.Administration;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Gateway.Administration;

/// <summary>What the console has set for gateways, at one moment.</summary>
internal sealed record StoredSettings(
    IReadOnlyList<TenantProfile> Tenants, IReadOnlyList<StoredTrunk> Trunks, IReadOnlyDictionary<string, NumberRanges> Numbers)
{
    public static StoredSettings None { get; } = new([], [], new Dictionary<string, NumberRanges>());

    /// <summary>Whether the database has something else by now.</summary>
    public async Task<bool> IsCurrentAsync(CallSummaryDbContext database, CancellationToken cancellationToken)
    {
        var versions = await database.TenantProfiles.AsNoTracking().Select(t => new { t.TenantId, t.Version }).ToListAsync(cancellationToken);
        return versions.Count == Tenants.Count && versions.TrueForAll(v => Tenants.Any(t => t.TenantId == v.TenantId && t.Version == v.Version));
    }

    public static async Task<StoredSettings> ReadAsync(CallSummaryDbContext database, CancellationToken cancellationToken)
    {
        // The versions first: what changes meanwhile is found at the next look.
        var tenants = await database.TenantProfiles.AsNoTracking().OrderBy(t => t.TenantId).ToListAsync(cancellationToken);
        var trunks = await database.Trunks.AsNoTracking().Where(t => t.IsEnabled).OrderBy(t => t.Name).ToListAsync(cancellationToken);
        var ranges = await database.SubscriberRanges.AsNoTracking().Select(r => new { r.TenantId, r.First, r.Last }).ToListAsync(cancellationToken);
        return new StoredSettings(
            tenants, trunks, ranges.GroupBy(r => r.TenantId).ToDictionary(g => g.Key, g => new NumberRanges(g.Select(r => (r.First, r.Last))), StringComparer.Ordinal));
    }
}
