using System.Text;
using CallSummary.Summarization.Risk;
using CallSummary.Summarization.Transcripts;

namespace CallSummary.Summarization.Checking;

/// <summary>What a transcript says, ready to be asked whether it supports a claim.</summary>
internal sealed class TranscriptEvidence
{
    private readonly List<IReadOnlyList<Anchor>> _anchors;
    private readonly List<string> _texts;
    private readonly HashSet<string> _words;
    private readonly List<string> _hangul;
    private readonly bool _latin;

    private readonly WordSupport _support;

    /// <param name="lines">The lines, in order; line 1 first.</param>
    public TranscriptEvidence(IReadOnlyList<TranscriptLine> lines)
    {
        _texts = [.. lines.Select(line => line.Text)];
        _anchors = [.. _texts.Select(line => AnchorReader.Read(line, generous: true))];
        _words = _texts.SelectMany(Words).ToHashSet(StringComparer.OrdinalIgnoreCase);
        _hangul = [.. _words.Where(word => IsHangul(word[0]))];
        _latin = _words.Any(word => char.IsAsciiLetter(word[0]));
        _support = new WordSupport(_texts, TranscriptRisk.Read(lines).Level is not null);
    }

    public bool Exist(IReadOnlyList<int> cited) => cited.Count > 0 && cited.All(line => line >= 1 && line <= _texts.Count);

    /// <summary>
    /// The claim says something of this call, in a writing that it uses, and every number, amount, time, day and name of it is in the cited
    /// lines; names and words: anywhere, a party is named once and meant throughout.
    /// </summary>
    /// <param name="claim">What is claimed.</param>
    /// <param name="cited">Line numbers from 1; null for the whole transcript.</param>
    public Problem Check(string claim, IReadOnlyList<int>? cited)
    {
        var problem = CheckNumbers(claim, cited);
        return problem != Problem.None ? problem
            : _support.Supports(claim, AnchorReader.Read(claim, generous: false).Count > 0) ? Problem.None
            : Problem.Words;
    }

    /// <summary>Like <see cref="Check"/>, for a claim that must name its lines: one of its words is said in them or beside them.</summary>
    public Problem CheckCited(string claim, IReadOnlyList<int> cited)
    {
        var problem = Check(claim, cited);
        return problem != Problem.None || AnchorReader.Read(claim, generous: false).Count > 0 || NameReader.Read(claim).Count > 0 || _support.IsNear(claim, cited) ? problem : Problem.Words;
    }

    /// <summary>Numbers, names and writing alone, for words that mean nothing but numbers: "as said" times.</summary>
    public Problem CheckNumbers(string claim, IReadOnlyList<int>? cited)
    {
        if (cited is not null && !Exist(cited))
        {
            return Problem.NoEvidence;
        }

        if (!claim.Any(char.IsLetterOrDigit) || Degeneration.Is(claim))
        {
            return Problem.Schema;
        }

        if (!IsInItsWriting(claim))
        {
            return Problem.Language;
        }

        var context = cited is null ? [.. _anchors.SelectMany(a => a)] : Context(cited);
        return !AnchorReader.Read(claim, generous: false).All(anchor => Supported(anchor, context)) ? Problem.Number
            : NameReader.Read(claim).All(IsNamed) ? Problem.None
            : Problem.Name;
    }

    /// <summary>The fact's value is said in the cited lines: to the letter, or in other words for the same numbers.</summary>
    public Problem CheckSaid(string value, IReadOnlyList<int> cited)
    {
        var problem = CheckNumbers(value, cited);
        if (problem != Problem.None)
        {
            return problem;
        }

        var said = Squash(string.Join(' ', cited.Select(line => _texts[line - 1])));
        return Squash(value) is { Length: > 0 } squashed
            && (said.Contains(squashed, StringComparison.Ordinal)
                || (AnchorReader.Read(value, generous: false).Count > 0
                    && Words(value).All(word => word.Length < 2 || FactWords.IsNumberOrUnit(word) || said.Contains(Squash(Particles.Strip(word)), StringComparison.Ordinal))))
            ? Problem.None
            : Problem.Words;
    }

    private List<Anchor> Context(IReadOnlyList<int> cited)
    {
        var context = new List<Anchor>();
        foreach (var line in cited)
        {
            context.AddRange(_anchors[line - 1]);
            // "At three, then" is said of the day that was named last.
            for (var i = line - 1; i >= 0; i--)
            {
                var days = _anchors[i].Where(a => a.Kind == AnchorKind.Day).ToList();
                if (days.Count > 0)
                {
                    context.AddRange(days);
                    break;
                }
            }
        }

        return context;
    }

    private static bool Supported(Anchor claim, List<Anchor> context) => claim.Kind switch
    {
        AnchorKind.Number => context.Any(a => a.Value == claim.Value && a.Kind is AnchorKind.Number or AnchorKind.Amount),
        AnchorKind.Amount => context.Contains(claim) || context.Contains(new Anchor(AnchorKind.Number, claim.Value)),
        AnchorKind.Time => context.Any(a => a.Kind == AnchorKind.Time && a.Value == claim.Value
            && (claim.Detail.Length == 0 || a.Detail == claim.Detail || (a.Detail.Length == 0 && context.Contains(new Anchor(AnchorKind.Half, claim.Detail))))),
        AnchorKind.Half => context.Contains(claim) || context.Any(a => a.Kind == AnchorKind.Time && a.Detail == claim.Value),
        _ => context.Contains(claim) || DayByParts(claim.Value, context),
    };

    private static bool DayByParts(string day, List<Anchor> context)
    {
        bool Said(string part) => context.Contains(new Anchor(AnchorKind.Day, part));
        var dates = context.Where(a => a.Kind == AnchorKind.Day && a.Value.Contains('-', StringComparison.Ordinal)).Select(a => a.Value.Split('-')).ToList();
        return day.Split('-') switch
        {
            [var month, var dayOfMonth] => dates.Count == 0 && Said($"m{month}") && Said($"d{dayOfMonth}"),
            [['m', .. var month]] => dates.Exists(date => date[0] == month),
            [['d', .. var dayOfMonth]] => dates.Exists(date => date[1] == dayOfMonth) || context.Contains(new Anchor(AnchorKind.Number, dayOfMonth)),
            _ => false,
        };
    }

    // A model that leaves the call's language is writing of another call.
    private bool IsInItsWriting(string claim) => claim.Any(IsHangul) ? _hangul.Count > 0 : _latin || !claim.Any(char.IsAsciiLetter);

    private static bool IsHangul(char c) => c is >= '가' and <= '힣';

    private bool IsNamed(string name) => _words.Contains(name)
        || (IsHangul(name[0]) && _hangul.Exists(word => word.StartsWith(name, StringComparison.Ordinal)));

    private static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        foreach (var c in text)
        {
            if (char.IsLetter(c))
            {
                word.Append(c);
                continue;
            }

            if (word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }
        }

        if (word.Length > 0)
        {
            yield return word.ToString();
        }
    }

    private static string Squash(string text) => string.Concat(text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));
}
