using CallSummary.Summarization.Checking;

namespace CallSummary.Summarization.Evaluation;

/// <summary>
/// Pairs what a summary shows with what was expected. Facts match by their digits or letters, schedules by their resolved date or the days
/// and times that they name, details and to-dos by half of their words and a shared line. Each item is used once.
/// </summary>
internal static class ItemMatcher
{
    private const double LeastSharedWords = 0.5;

    /// <returns>For each shown item the expected one that it matches, or null.</returns>
    public static IReadOnlyList<ShownItem?> Match(IReadOnlyList<ShownItem> shown, IReadOnlyList<ShownItem> expected)
    {
        var left = expected.ToList();
        return [.. shown.Select(item =>
        {
            var match = left.Find(e => Same(item, e));
            if (match is not null)
            {
                left.Remove(match);
            }

            return match;
        })];
    }

    private static bool Same(ShownItem shown, ShownItem expected) => shown.Section == expected.Section && shown.Section switch
    {
        "facts" => SameValue(shown.Text, expected.Text),
        "schedule" => (shown.StartsAt is not null && shown.StartsAt == expected.StartsAt) || SameWhen(shown.Text, expected.Text),
        "action_items" => shown.What == expected.What && SameText(shown, expected),
        _ => SameText(shown, expected),
    };

    private static bool SameValue(string shown, string expected)
    {
        var (a, b) = (Numbers(shown), Numbers(expected));
        return Letters(shown) == Letters(expected) || (a.Count > 0 && a.SetEquals(b));
    }

    private static HashSet<string> Numbers(string text) =>
        [.. AnchorReader.Read(text, generous: true).Where(a => a.Kind is AnchorKind.Number or AnchorKind.Amount).Select(a => a.Value)];

    private static bool SameWhen(string shown, string expected)
    {
        static HashSet<(AnchorKind, string)> Points(string text) =>
            [.. AnchorReader.Read(text, generous: true).Where(a => a.Kind is AnchorKind.Day or AnchorKind.Time).Select(a => (a.Kind, a.Value))];
        var (a, b) = (Points(shown), Points(expected));
        return a.Count > 0 && a.SetEquals(b);
    }

    private static bool SameText(ShownItem shown, ShownItem expected)
    {
        var (a, b) = (ContentWords.Of(shown.Text), ContentWords.Of(expected.Text));
        return shown.Evidence.Intersect(expected.Evidence).Any()
            && b.Count > 0
            && b.Count(word => a.Any(other => ContentWords.Same(word, other))) >= LeastSharedWords * b.Count;
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));
}
