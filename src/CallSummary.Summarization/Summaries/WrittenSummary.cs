using CallSummary.Contracts;
using CallSummary.Summarization.Prompts;

namespace CallSummary.Summarization.Summaries;

/// <summary>A checked summary and how it came to be.</summary>
/// <param name="Content">The content.</param>
/// <param name="Failure">Why no model wrote it, or <see cref="SummaryFailure.None"/>.</param>
/// <param name="Dropped">Items left out by the check.</param>
/// <param name="Model">The model that wrote it, or null.</param>
/// <param name="Prompt">The instructions that the model read, or null.</param>
internal sealed record WrittenSummary(SummaryContent Content, SummaryFailure Failure, int Dropped, string? Model, Prompt? Prompt)
{
    public SummaryEngine Engine => Failure == SummaryFailure.None ? SummaryEngine.Llm : SummaryEngine.Extractive;
}
