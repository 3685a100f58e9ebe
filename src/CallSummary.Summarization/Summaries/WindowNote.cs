using CallSummary.Contracts;

namespace CallSummary.Summarization.Summaries;

/// <summary>What a model wrote of one part of a call; line numbers are the call's.</summary>
/// <param name="Content">Schema 1.</param>
internal sealed record WindowNote(SummaryContent Content);
