using System.Text.Json.Serialization;

namespace CallSummary.Contracts;

/// <summary>Summary schema version 1: what the model writes, in the call's language, with the fields in this order.</summary>
public sealed record SummaryContent
{
    /// <summary>A few words that name the call.</summary>
    [JsonPropertyName("title")]
    public required string Title { get; init; }

    /// <summary>One to three sentences.</summary>
    [JsonPropertyName("summary")]
    public required string Summary { get; init; }

    /// <summary>Points worth keeping.</summary>
    [JsonPropertyName("details")]
    public required IReadOnlyList<SummaryDetail> Details { get; init; }

    /// <summary>What somebody said they would do.</summary>
    [JsonPropertyName("action_items")]
    public required IReadOnlyList<SummaryActionItem> ActionItems { get; init; }

    /// <summary>Appointments.</summary>
    [JsonPropertyName("schedule")]
    public required IReadOnlyList<SummaryScheduleItem> Schedule { get; init; }

    /// <summary>Numbers, amounts and addresses, as said.</summary>
    [JsonPropertyName("facts")]
    public required IReadOnlyList<SummaryFact> Facts { get; init; }

    /// <summary>Words to file the call under.</summary>
    [JsonPropertyName("tags")]
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>Whether the call looks like fraud.</summary>
    [JsonPropertyName("risk")]
    public required SummaryRisk Risk { get; init; }
}
