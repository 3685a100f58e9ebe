using System.Text.Json.Serialization;

namespace CallSummary.Contracts;

/// <summary>Models and prompt that made a summary.</summary>
public sealed record SummaryProvenance
{
    /// <summary>Speech model(s), as the transcription workers named them.</summary>
    [JsonPropertyName("asr_models")]
    public required IReadOnlyList<string> AsrModels { get; init; }

    /// <summary>Language model, or null for an extractive summary.</summary>
    [JsonPropertyName("llm_model")]
    public string? LlmModel { get; init; }

    /// <summary>Name and version of the prompt, or null when the model takes the transcript alone.</summary>
    [JsonPropertyName("prompt_version")]
    public string? PromptVersion { get; init; }

    /// <summary>SHA-256 of the prompt's text, lower-case hex, or null.</summary>
    [JsonPropertyName("prompt_sha256")]
    public string? PromptSha256 { get; init; }

    /// <summary>Name of the tenant's template that shaped the summary, or null.</summary>
    [JsonPropertyName("template")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Template { get; init; }

    /// <summary>SHA-256 of the template's instructions, lower-case hex, or null.</summary>
    [JsonPropertyName("template_sha256")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TemplateSha256 { get; init; }
}
