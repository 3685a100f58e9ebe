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

    /// <summary>When it ends, in the form of <see cref="StartsAt"/>; absent when no end was said.</summary>
    [JsonPropertyName("ends_at")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? EndsAt { get; init; }

    /// <summary>How exact <see cref="StartsAt"/> is: <c>minute</c> or <c>day</c>; absent with it.</summary>
    [JsonPropertyName("starts_precision")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? StartsPrecision { get; init; }

    /// <summary>True when the half of the day was not said and the afternoon was taken ("모레 세 시", "next Wednesday at two"); absent otherwise.</summary>
    [JsonPropertyName("afternoon_assumed")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? AfternoonAssumed { get; init; }

    /// <summary>Transcript line numbers (from 1) that support it.</summary>
    [JsonPropertyName("evidence")]
    public required IReadOnlyList<int> Evidence { get; init; }
}
