using System.ComponentModel.DataAnnotations;

namespace CallSummary.Summarization.Templates;

/// <summary>How one tenant's summaries look: an entry of <c>CallSummary:Summarization:Templates</c>, under the tenant's id or <c>*</c> for all others.</summary>
public sealed class SummaryTemplateOptions
{
    /// <summary>Name in the summary's provenance, at most 64 characters.</summary>
    [StringLength(64, ErrorMessage = "CallSummary:Summarization:Templates:<tenant>:Name must be at most 64 characters long.")]
    public string Name { get; set; } = "default";

    /// <summary>The lists to show: <c>details</c>, <c>action_items</c>, <c>schedule</c>, <c>facts</c>, <c>tags</c>. Empty shows all. A warning is always shown.</summary>
    public IList<string> Sections { get; } = [];

    /// <summary>Most sentences of the summary, 1 to 5.</summary>
    [Range(1, 5, ErrorMessage = "CallSummary:Summarization:Templates:<tenant>:Sentences must be between 1 and 5.")]
    public int Sentences { get; set; } = 3;

    /// <summary>Most items of a list, 1 to 24.</summary>
    [Range(1, 24, ErrorMessage = "CallSummary:Summarization:Templates:<tenant>:MaxItems must be between 1 and 24.")]
    public int MaxItems { get; set; } = 24;

    /// <summary>The tone for instruction models, in words, such as <c>존댓말</c> or <c>plain and short</c>; at most 200 characters. A fine-tuned model keeps its own.</summary>
    [StringLength(200, ErrorMessage = "CallSummary:Summarization:Templates:<tenant>:Tone must be at most 200 characters long.")]
    public string Tone { get; set; } = string.Empty;
}
