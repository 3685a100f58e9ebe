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

    private readonly IReadOnlyList<IReadOnlyList<string>> _lines;
    private readonly bool _risky;
    private readonly string _said;

    /// <param name="lines">The lines' texts, in order.</param>
    /// <param name="risky">The call shows signs of fraud.</param>
    public WordSupport(IReadOnlyList<string> lines, bool risky)
    {
        _lines = [.. lines.Select(ContentWords.Of)];
        _risky = risky;
        _said = string.Join('\n', lines.Select(Squash));
    }

    /// <summary>Most of the claim's words are in the call. Small words alone say nothing: such a claim is left to its numbers, or is a quotation.</summary>
    public bool Supports(string claim, bool hasNumbers)
    {
        if (_said.Contains(Squash(claim), StringComparison.Ordinal))
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
        var near = cited.SelectMany(line => Enumerable.Range(line - 1 - Near, (2 * Near) + 1)).Where(i => i >= 0 && i < _lines.Count).Distinct().SelectMany(i => _lines[i]).ToList();
        return words.Count == 0 || words.Any(word => IsIn(word, near) || (_risky && Judgements.Contains(word)));
    }

    private bool IsSaid(string word) => IsIn(word, _lines.SelectMany(line => line)) || (_risky && Judgements.Any(judgement => ContentWords.Same(word, judgement)));

    private static bool IsIn(string word, IEnumerable<string> said)
    {
        var words = said as IReadOnlyCollection<string> ?? [.. said];
        return words.Any(other => ContentWords.Same(word, other))
            || Concepts.Any(group => ContentWords.Same(group[0], word) && group.Skip(1).Any(member => words.Any(other => ContentWords.Same(member, other))));
    }

    private static string Squash(string text) => string.Concat(text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));

    private static IEnumerable<string> Lines(string name)
    {
        using var reader = new StreamReader(typeof(WordSupport).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
