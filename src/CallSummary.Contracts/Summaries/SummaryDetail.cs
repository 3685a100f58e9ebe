using System.Text.Json.Serialization;

namespace CallSummary.Contracts;

/// <summary>A point worth keeping.</summary>
public sealed record SummaryDetail
{
    /// <summary>The point.</summary>
    [JsonPropertyName("text")]
    public required string Text { get; init; }

    /// <summary>Transcript line numbers (from 1) that support it.</summary>
    [JsonPropertyName("evidence")]
    public required IReadOnlyList<int> Evidence { get; init; }
}
