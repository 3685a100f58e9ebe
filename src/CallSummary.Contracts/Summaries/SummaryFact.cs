using System.Text.Json.Serialization;

namespace CallSummary.Contracts;

/// <summary>A number, amount, code or address, copied as said and never computed.</summary>
public sealed record SummaryFact
{
    /// <summary><c>phone</c>, <c>account</c>, <c>amount</c>, <c>code</c>, <c>address</c> or <c>other</c>.</summary>
    [JsonPropertyName("kind")]
    public required string Kind { get; init; }

    /// <summary>The value as said.</summary>
    [JsonPropertyName("value")]
    public required string Value { get; init; }

    /// <summary>Transcript line numbers (from 1) that support it.</summary>
    [JsonPropertyName("evidence")]
    public required IReadOnlyList<int> Evidence { get; init; }
}
