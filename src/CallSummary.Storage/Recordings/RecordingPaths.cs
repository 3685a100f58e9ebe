using System.Globalization;

namespace CallSummary.Storage.Recordings;

/// <summary>
/// The folder of a call. Paths are made of our own ids alone, never of what a caller sent; the time within the id spreads
/// calls over a folder an hour, so that no folder grows without end and an operator finds a day.
/// </summary>
internal sealed class RecordingPaths(string root)
{
    private const int Version7 = 7;

    public string Root => root;

    public string FolderOf(Guid callId) => Path.Combine(root, Day(callId), Hour(callId), callId.ToString("D"));

    public IEnumerable<Guid> ListCalls()
    {
        if (!Directory.Exists(root))
        {
            yield break;
        }

        foreach (var folder in Directory.EnumerateDirectories(root).SelectMany(Directory.EnumerateDirectories).SelectMany(Directory.EnumerateDirectories))
        {
            // Only folders that this class would make: whatever else lies here is not ours to read or delete.
            if (Guid.TryParseExact(Path.GetFileName(folder), "D", out var id) && id.Version == Version7 && FolderOf(id) == folder)
            {
                yield return id;
            }
        }
    }

    private static string Day(Guid id) => Time(id).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Hour(Guid id) => Time(id).ToString("HH", CultureInfo.InvariantCulture);

    // RFC 9562 section 5.7: the first 48 bits are milliseconds since 1970.
    private static DateTimeOffset Time(Guid id)
    {
        if (id.Version != Version7)
        {
            throw new ArgumentException($"{id} is not an id of a call: those are UUIDv7.", nameof(id));
        }

        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var milliseconds = 0L;
        foreach (var value in bytes[..6])
        {
            milliseconds = (milliseconds << 8) | value;
        }

        return milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw new ArgumentException($"{id} is not an id of a call: its time is out of range.", nameof(id));
    }
}
