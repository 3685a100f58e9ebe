using System.Text.Json.Serialization;

namespace CallSummary.Contracts;

/// <summary>A summary as it is stored and delivered: the checked content and what a reader must know about how it came to be.</summary>
public sealed record SummaryDocument
{
    /// <summary>Version of the content's schema; 1.</summary>
    [JsonPropertyName("schema_version")]
    public int SchemaVersion { get; init; } = 1;

    /// <summary>Our id of the call.</summary>
    [JsonPropertyName("call_id")]
    public required Guid CallId { get; init; }

    /// <summary><c>caller</c> or <c>callee</c>: the subscriber's leg, <c>me</c> in the content.</summary>
    [JsonPropertyName("subscriber_leg")]
    public required string SubscriberLeg { get; init; }

    /// <summary>Language of the content, ISO 639-1.</summary>
    [JsonPropertyName("language")]
    public required string Language { get; init; }

    /// <summary>The checked content.</summary>
    [JsonPropertyName("content")]
    public required SummaryContent Content { get; init; }

    /// <summary>Always true: the reader is told that a machine wrote it.</summary>
    [JsonPropertyName("ai_generated")]
    public bool AiGenerated { get; init; } = true;

    /// <summary><c>llm</c> or <c>extractive</c>.</summary>
    [JsonPropertyName("engine")]
    public required string Engine { get; init; }

    /// <summary>Why the engine is not <c>llm</c>, in snake case (<c>no_model</c>, <c>timeout</c> …), or null.</summary>
    [JsonPropertyName("fallback_reason")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FallbackReason { get; init; }

    /// <summary>Models and prompt that made it.</summary>
    [JsonPropertyName("provenance")]
    public required SummaryProvenance Provenance { get; init; }

    /// <summary>How far it can be trusted.</summary>
    [JsonPropertyName("quality")]
    public required SummaryQuality Quality { get; init; }
}
