namespace CallSummary.Portal.App;

/// <summary>One statement of a summary, corrected, with the lines it rests on.</summary>
internal sealed record ItemView(string Target, string Text, string? Original, IReadOnlyList<int> Evidence);
