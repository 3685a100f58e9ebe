using CallSummary.Contracts;

namespace CallSummary.Summarization.Summaries;

/// <summary>What one model made of a call: a summary, or why there is none.</summary>
internal sealed record WriteAttempt(WrittenSummary? Written, SummaryFailure Failure)
{
    /// <summary>Why the model was not asked at all; null when it was.</summary>
    public string? NotAsked { get; init; }
}
