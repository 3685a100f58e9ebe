namespace CallSummary.Portal.App;

/// <summary>A stretch of the list.</summary>
internal sealed record CallListPage(CallFilter Filter, IReadOnlyList<CallRow> Rows, string? More, DateTimeOffset Now);
