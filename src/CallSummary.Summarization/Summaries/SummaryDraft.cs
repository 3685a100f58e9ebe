using CallSummary.Storage.Calls;

namespace CallSummary.Summarization.Summaries;

/// <summary>A written summary that is not stored yet.</summary>
/// <param name="Row">What to store.</param>
/// <param name="Written">How it came to be.</param>
/// <param name="Elapsed">What writing it took.</param>
internal sealed record SummaryDraft(Summary Row, WrittenSummary Written, TimeSpan Elapsed);
