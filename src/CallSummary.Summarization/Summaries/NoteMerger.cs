using CallSummary.Contracts;

namespace CallSummary.Summarization.Summaries;

/// <summary>Puts together what was written of a call's parts, in the call's order. It picks and joins; it writes nothing.</summary>
internal static class NoteMerger
{
    /// <summary>Most items of a list in a summary of several parts.</summary>
    public const int MaxItems = 24;

    /// <param name="parts">Of at least one part, in order.</param>
    /// <param name="lastKnowsAll">The model was shown the earlier parts' notes when it wrote the last: its title and summary are the call's.</param>
    public static SummaryContent Merge(IReadOnlyList<SummaryContent> parts, bool lastKnowsAll)
    {
        if (parts.Count == 1)
        {
            return parts[0];
        }

        var last = parts[^1];
        return new SummaryContent
        {
            Title = lastKnowsAll ? last.Title : parts[0].Title,
            Summary = lastKnowsAll ? last.Summary : string.Join(' ', new[] { parts[0].Summary, parts.Count > 2 ? parts[^2].Summary : string.Empty, last.Summary }.Where(s => s.Length > 0).Distinct()),
            Details = Join(parts, p => p.Details, d => d.Text),
            ActionItems = Join(parts, p => p.ActionItems, a => $"{a.Owner} {a.Text}"),
            Schedule = Join(parts, p => p.Schedule, s => s.When),
            Facts = Join(parts, p => p.Facts, f => f.Value),
            Tags = [.. parts.SelectMany(p => p.Tags).Distinct(StringComparer.OrdinalIgnoreCase).Take(SummarySchema.MaxItems)],
            Risk = parts.Select(p => p.Risk).MaxBy(risk => SummarySchema.RiskLevels.ToList().IndexOf(risk.Level))!,
        };
    }

    // What does not fit is taken evenly from all parts: a call's middle is the first thing that summaries forget.
    private static List<T> Join<T>(IReadOnlyList<SummaryContent> parts, Func<SummaryContent, IReadOnlyList<T>> items, Func<T, string> text)
    {
        var all = parts.SelectMany(items).DistinctBy(text, StringComparer.OrdinalIgnoreCase).ToList();
        return all.Count <= MaxItems ? all : [.. Enumerable.Range(0, MaxItems).Select(i => all[(int)((long)i * all.Count / MaxItems)])];
    }
}
