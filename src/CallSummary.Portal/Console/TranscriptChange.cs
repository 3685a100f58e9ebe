using System.Text.Json;
using CallSummary.Contracts;
using CallSummary.Storage.Calls;

namespace CallSummary.Portal.Console;

/// <summary>A stretch of speech as it was recognised before and is now.</summary>
internal sealed record TranscriptChange(Leg Leg, TimeSpan At, string Before, string After)
{
    /// <summary>Where two transcripts of a call differ, in the call's order.</summary>
    public static IReadOnlyList<TranscriptChange> Between(string earlierJson, IReadOnlyList<Utterance> now)
    {
        var before = (JsonSerializer.Deserialize<List<Utterance>>(earlierJson) ?? []).ToDictionary(u => (u.Leg, u.Sequence));
        var after = now.ToDictionary(u => (u.Leg, u.Sequence));
        return
        [
            .. before.Keys.Union(after.Keys)
                .Select(key => (Before: before.GetValueOrDefault(key), After: after.GetValueOrDefault(key)))
                .Where(pair => pair.Before?.Text != pair.After?.Text)
                .Select(pair => new TranscriptChange(
                    (pair.After ?? pair.Before)!.Leg, (pair.After ?? pair.Before)!.Offset, pair.Before?.Text ?? "", pair.After?.Text ?? ""))
                .OrderBy(c => c.At),
        ];
    }
}
