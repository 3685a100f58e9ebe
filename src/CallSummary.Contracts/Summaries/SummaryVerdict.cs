using System.Text.Json.Serialization;

namespace CallSummary.Contracts;

/// <summary>What the check found about one thing that a model wrote. It never repeats words that were dropped.</summary>
public sealed record SummaryVerdict
{
    /// <summary>The field of the content: <c>title</c>, <c>summary</c>, <c>details</c>, <c>action_items</c>, <c>schedule</c>, <c>facts</c>, <c>tags</c> or <c>risk</c>.</summary>
    [JsonPropertyName("section")]
    public required string Section { get; init; }

    /// <summary>Position in that list of the content, from 0; for the summary that of the sentence; absent when it was dropped.</summary>
    [JsonPropertyName("index")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Index { get; init; }

    /// <summary><c>supported</c>, <c>repaired</c> (supported in the model's second answer) or <c>dropped</c>.</summary>
    [JsonPropertyName("verdict")]
    public required string Verdict { get; init; }

    /// <summary>Why it was dropped: <c>no_evidence</c>, <c>number</c>, <c>name</c>, <c>words</c>, <c>language</c> or <c>schema</c>; absent when it was not.</summary>
    [JsonPropertyName("problem")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Problem { get; init; }
}
