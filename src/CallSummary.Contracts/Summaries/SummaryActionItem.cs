using System.Text.Json.Serialization;

namespace CallSummary.Contracts;

/// <summary>Something that somebody said they would do.</summary>
public sealed record SummaryActionItem
{
    /// <summary><c>me</c> (the subscriber) or <c>other</c>.</summary>
    [JsonPropertyName("owner")]
    public required string Owner { get; init; }

    /// <summary>What is to be done.</summary>
    [JsonPropertyName("text")]
    public required string Text { get; init; }

    /// <summary>Transcript line numbers (from 1) that support it.</summary>
    [JsonPropertyName("evidence")]
    public required IReadOnlyList<int> Evidence { get; init; }
}
