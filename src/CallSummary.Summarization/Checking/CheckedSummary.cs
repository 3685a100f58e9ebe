using CallSummary.Contracts;

namespace CallSummary.Summarization.Checking;

/// <summary>A summary that holds nothing but what the transcript supports.</summary>
/// <param name="Content">What is left.</param>
/// <param name="Dropped">What was left out, in the model's words: for the repair, never for logs.</param>
internal sealed record CheckedSummary(SummaryContent Content, IReadOnlyList<string> Dropped);
