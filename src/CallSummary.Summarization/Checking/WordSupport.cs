using System.Collections.Frozen;

namespace CallSummary.Summarization.Checking;

/// <summary>
/// Whether a claim talks of what the transcript talks of. A word counts when it is said, when a word for the same thing is said
/// (<c>concepts.txt</c>), or when it judges a call that shows signs of fraud (<c>judgements.txt</c>). A model that has lost the thread writes
/// fluent sentences about another call: numbers and names alone do not give it away.
/// </summary>
internal sealed class WordSupport
{
    // A summary names things in its own words now and then; one that has lost the thread does so throughout.
    private const double LeastSaid = 0.6;

    private const int Near = 3;

    private static readonly IReadOnlyList<IReadOnlyList<string>> Concepts = [.. Lines("concepts.txt").Select(line => line.Split(' '))];
    private static readonly FrozenSet<string> Judgements = Lines("judgements.txt").SelectMany(line => line.Split(' ')).ToFrozenSet(StringComparer.Ordinal);

    private readonly IReadOnlyList<LineReading> _lines;
    private readonly IReadOnlyList<string> _stems;
    private readonly bool _risky;

    /// <param name="lines">The lines, in order.</param>
    /// <param name="risky">The call shows signs of fraud.</param>
    public WordSupport(IReadOnlyList<LineReading> lines, bool risky)
    {
        _lines = lines;
        _stems = [.. lines.SelectMany(line => line.Content).Distinct()];
        _risky = risky;
    }

    /// <summary>Most of the claim's words are in the call. Small words alone say nothing: such a claim is left to its numbers, or is a quotation.</summary>
    public bool Supports(string claim, bool hasNumbers)
    {
        var quoted = LineReading.Squash(claim);
        if (_lines.Any(line => line.Squashed.Contains(quoted, StringComparison.Ordinal)))
        {
            return true;
        }

        var words = ContentWords.Of(claim);
        return words.Count == 0 ? hasNumbers : words.Count(IsSaid) + (hasNumbers ? 1 : 0) >= LeastSaid * (words.Count + (hasNumbers ? 1 : 0));
    }

    /// <summary>A word of the claim is said in the cited lines or near them.</summary>
    public bool IsNear(string claim, IReadOnlyList<int> cited)
    {
        var words = ContentWords.Of(claim);
        var near = cited.SelectMany(line => Enumerable.Range(line - 1 - Near, (2 * Near) + 1)).Where(i => i >= 0 && i < _lines.Count).Distinct().SelectMany(i => _lines[i].Content).ToList();
        return words.Count == 0 || words.Any(word => IsIn(word, near) || (_risky && Judgements.Contains(word)));
    }

    private bool IsSaid(string word) => IsIn(word, _stems) || (_risky && Judgements.Any(judgement => ContentWords.Same(word, judgement)));

    private static bool IsIn(string word, IReadOnlyList<string> words) => words.Any(other => ContentWords.Same(word, other))
            || Concepts.Any(group => ContentWords.Same(group[0], word) && group.Skip(1).Any(member => words.Any(other => ContentWords.Same(member, other))));

    private static string[] Lines(string name)
    {
        using var reader = new StreamReader(typeof(WordSupport).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
