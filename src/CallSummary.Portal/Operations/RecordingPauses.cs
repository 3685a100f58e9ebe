using System.Text.Json;
using CallSummary.Contracts;

namespace CallSummary.Portal.Operations;

/// <summary>Reads when a call's recording was paused.</summary>
internal static class RecordingPauses
{
    public static IReadOnlyList<RecordingPause> Of(string? json) => json is null ? [] : JsonSerializer.Deserialize<List<RecordingPause>>(json) ?? [];
}
