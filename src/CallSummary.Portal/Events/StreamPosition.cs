using System.Globalization;

namespace CallSummary.Portal.Events;

/// <summary>
/// A place in one process's stream of events, as the stream's <c>id:</c> and the reader's <c>Last-Event-ID</c>. The time lets another
/// process, or this one after a restart, find what was missed in the database.
/// </summary>
internal readonly record struct StreamPosition(DateTimeOffset At, uint Process, long Number)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{At.ToUnixTimeMilliseconds():x}-{Process:x8}-{Number:x}");

    public static bool TryParse(string? text, out StreamPosition position)
    {
        position = default;
        if (text is null or { Length: > 64 } || text.Split('-') is not [var at, var process, var number]
            || !TryHex(at, out var milliseconds)
            || milliseconds > (ulong)DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            || !TryHex(process, out var processId) || processId > uint.MaxValue
            || !TryHex(number, out var count) || count > long.MaxValue)
        {
            return false;
        }

        position = new StreamPosition(DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds), (uint)processId, (long)count);
        return true;
    }

    private static bool TryHex(string text, out ulong value) =>
        ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
}
