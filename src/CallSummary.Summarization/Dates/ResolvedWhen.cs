namespace CallSummary.Summarization.Dates;

/// <summary>A moment that words meant.</summary>
/// <param name="StartsAt"><c>2026-11-25</c> or <c>2026-11-25T15:00:00+09:00</c>.</param>
/// <param name="EndsAt">The same form; null when no end was said.</param>
/// <param name="Precision"><c>day</c> or <c>minute</c>.</param>
/// <param name="AfternoonAssumed">The half of the day was not said.</param>
internal sealed record ResolvedWhen(string StartsAt, string? EndsAt, string Precision, bool AfternoonAssumed);
