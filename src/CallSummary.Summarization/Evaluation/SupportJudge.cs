using CallSummary.Contracts;
using CallSummary.Summarization.Checking;

namespace CallSummary.Summarization.Evaluation;

/// <summary>
/// Says of what a summary shows whether the transcript supports it, apart from the check that the product applies: numbers are compared
/// over the whole transcript by value alone, and most content words must be said somewhere, or the item is one that was expected.
/// </summary>
internal sealed class SupportJudge
{
    private const double LeastSaid = 0.5;

    private readonly HashSet<string> _values;
    private readonly IReadOnlyList<string> _words;
    private readonly EvaluationDialogue _dialogue;

    public SupportJudge(EvaluationDialogue dialogue)
    {
        _dialogue = dialogue;
        _values = [.. dialogue.Lines.SelectMany(line => Values(line.Text, generous: true))];
        _words = [.. dialogue.Lines.SelectMany(line => ContentWords.Of(line.Text)), .. ExpectedWords(dialogue.Expected)];
    }

    /// <summary>Numbers, amounts, times and days of a text, and how many of them the transcript holds.</summary>
    public (int All, int Right) Numbers(string text)
    {
        var values = Values(text, generous: false).ToList();
        return (values.Count, values.Count(_values.Contains));
    }

    /// <summary>All numbers are said, and most of the words are said or were expected.</summary>
    public bool Supports(string text)
    {
        var (all, right) = Numbers(text);
        var words = ContentWords.Of(text);
        return all == right && words.Count(Said) >= LeastSaid * words.Count;
    }

    /// <summary>The cited lines exist and hold the item: its numbers, and a word of it where it has any.</summary>
    public bool EvidenceHolds(ShownItem item)
    {
        if (item.Evidence.Count == 0 || item.Evidence.Any(line => line < 1 || line > _dialogue.Lines.Count))
        {
            return false;
        }

        var cited = item.Evidence.Select(line => _dialogue.Lines[line - 1].Text).ToList();
        var values = cited.SelectMany(text => Values(text, generous: true)).ToHashSet();
        var words = ContentWords.Of(item.Text);
        var said = cited.SelectMany(ContentWords.Of).ToList();
        var claimed = Values(item.Text, generous: false).Where(value => !value.StartsWith("Day", StringComparison.Ordinal)).ToList();
        return claimed.All(values.Contains) && (claimed.Count > 0 || words.Count == 0 || words.Any(word => said.Any(other => ContentWords.Same(word, other))));
    }

    private bool Said(string word) => _words.Any(other => ContentWords.Same(word, other));

    private static IEnumerable<string> ExpectedWords(SummaryContent expected) =>
        ContentWords.Of(string.Join(' ', [expected.Title, expected.Summary, .. expected.Details.Select(d => d.Text), .. expected.ActionItems.Select(a => a.Text), .. expected.Schedule.Select(s => s.What), .. expected.Tags, expected.Risk.Reason]));

    // A time without its half supports one with it and the other way round; an amount is known by its value.
    private static IEnumerable<string> Values(string text, bool generous) => AnchorReader.Read(text, generous)
        .Where(anchor => anchor.Kind != AnchorKind.Half)
        .SelectMany(anchor => Readings(anchor, generous));

    private static IEnumerable<string> Readings(Anchor anchor, bool generous)
    {
        var kind = anchor.Kind is AnchorKind.Amount ? AnchorKind.Number : anchor.Kind;
        yield return $"{kind} {anchor.Value}";
        if (!generous)
        {
            yield break;
        }

        // A date supports its month and its day.
        if (anchor.Kind == AnchorKind.Day && anchor.Value.Split('-') is [var month, var day])
        {
            yield return $"{AnchorKind.Day} m{month}";
            yield return $"{AnchorKind.Day} d{day}";
        }

        if (anchor.Kind == AnchorKind.Number)
        {
            yield return $"{AnchorKind.Day} d{anchor.Value}";
        }
    }
}
