using System.Text.Json.Serialization;

namespace CallSummary.Contracts;

/// <summary>Whether the call looks like fraud (voice phishing).</summary>
public sealed record SummaryRisk
{
    /// <summary><c>none</c>, <c>suspicious</c> or <c>dangerous</c>.</summary>
    [JsonPropertyName("level")]
    public required string Level { get; init; }

    /// <summary>Why; empty when the level is <c>none</c>.</summary>
    [JsonPropertyName("reason")]
    public required string Reason { get; init; }

    /// <summary>Transcript line numbers (from 1) that support it.</summary>
    [JsonPropertyName("evidence")]
    public required IReadOnlyList<int> Evidence { get; init; }
}
