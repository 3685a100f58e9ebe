using System.Text.Json.Serialization;

namespace CallSummary.Contracts;

/// <summary>An appointment.</summary>
public sealed record SummaryScheduleItem
{
    /// <summary>What takes place.</summary>
    [JsonPropertyName("what")]
    public required string What { get; init; }

    /// <summary>When, as it was said.</summary>
    [JsonPropertyName("when")]
    public required string When { get; init; }

    /// <summary>
    /// When, resolved from <see cref="When"/> and the call's start in the call's time zone (ISO 8601: <c>2026-11-25</c> or
    /// <c>2026-11-25T15:00:00+09:00</c>); absent when the words leave it open. The service writes it, never the model.
    /// </summary>
    [JsonPropertyName("starts_at")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? StartsAt { get; init; }

    /// <summary>Transcript line numbers (from 1) that support it.</summary>
    [JsonPropertyName("evidence")]
    public required IReadOnlyList<int> Evidence { get; init; }
}
