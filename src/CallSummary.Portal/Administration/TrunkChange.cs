using CallSummary.Storage.Administration;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CallSummary.Portal.Administration;

/// <summary>Says for the audit log what was changed of a trunk. A password is named, never written.</summary>
internal static class TrunkChange
{
    public static string Describe(StoredTrunk trunk) => $"{trunk.Name}: {Flat(trunk.Peers)}";

    public static string Of(EntityEntry<StoredTrunk> entry)
    {
        var changes = entry.Properties.Where(p => p.IsModified).Select(p => p.Metadata.Name == nameof(StoredTrunk.Password)
            ? "Password"
            : $"{p.Metadata.Name} {Flat(p.OriginalValue)} → {Flat(p.CurrentValue)}").ToList();
        return $"{entry.Entity.Name}: {(changes.Count == 0 ? "nothing" : string.Join("; ", changes))}";
    }

    private static string Flat(object? value) => value?.ToString() is { Length: > 0 } text ? text.Replace('\n', ' ') : "-";
}
