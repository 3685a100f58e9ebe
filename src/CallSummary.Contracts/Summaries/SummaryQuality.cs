using System.Text.Json.Serialization;

namespace CallSummary.Contracts;

/// <summary>How far a summary can be trusted.</summary>
public sealed record SummaryQuality
{
    /// <summary>Share of the call's utterances that were transcribed before the deadline, 0 to 1.</summary>
    [JsonPropertyName("transcript_coverage")]
    public required double TranscriptCoverage { get; init; }

    /// <summary>Mean probability of the transcript's lines, weighted by length, 0 to 1.</summary>
    [JsonPropertyName("transcript_confidence")]
    public required double TranscriptConfidence { get; init; }

    /// <summary>Items the model wrote that the transcript did not support and that were therefore left out.</summary>
    [JsonPropertyName("dropped_items")]
    public required int DroppedItems { get; init; }

    /// <summary>The verdict on each thing that the model wrote; absent when no model did.</summary>
    [JsonPropertyName("verdicts")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SummaryVerdict>? Verdicts { get; init; }
}
