using CallSummary.Contracts;
using CallSummary.Summarization.Prompts;
using CallSummary.Summarization.Templates;

namespace CallSummary.Summarization.Summaries;

/// <summary>A checked summary and how it came to be.</summary>
/// <param name="Content">The content.</param>
/// <param name="Failure">Why no model wrote it, or <see cref="SummaryFailure.None"/>.</param>
/// <param name="Dropped">Items left out by the check.</param>
/// <param name="Model">The model that wrote it, or null.</param>
/// <param name="Prompt">The instructions that the model read, or null.</param>
internal sealed record WrittenSummary(SummaryContent Content, SummaryFailure Failure, int Dropped, string? Model, Prompt? Prompt)
{
    /// <summary>What the check found, for a summary that was written in one piece; null otherwise.</summary>
    public IReadOnlyList<SummaryVerdict>? Verdicts { get; init; }

    /// <summary>The tenant's template that shaped it, or null.</summary>
    public SummaryTemplate? Template { get; init; }

    public SummaryEngine Engine => Failure == SummaryFailure.None ? SummaryEngine.Llm : SummaryEngine.Extractive;
}
