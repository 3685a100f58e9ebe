using CallSummary.Summarization.Live;
using CallSummary.Summarization.Risk;
using CallSummary.Summarization.Transcripts;

namespace CallSummary.Summarization.Checking;

/// <summary>What a transcript says, ready to be asked whether it supports a claim.</summary>
internal sealed class TranscriptEvidence
{
    private readonly IReadOnlyList<LineReading> _lines;
    private readonly Lazy<IReadOnlyList<Anchor>> _anchors;
    private readonly HashSet<string> _words;
    private readonly List<string> _hangul;
    private readonly bool _latin;
    private readonly WordSupport _support;

    /// <param name="lines">The lines, in order; line 1 first.</param>
    /// <param name="memory">Has read lines before; null reads them now.</param>
    public TranscriptEvidence(IReadOnlyList<TranscriptLine> lines, CallMemory? memory = null)
    {
        _lines = [.. lines.Select(line => memory?.Read(line.Text) ?? new LineReading(line.Text))];
        _anchors = new(() => [.. _lines.SelectMany(line => line.Anchors).Distinct()]);
        _words = _lines.SelectMany(line => line.Words).ToHashSet(StringComparer.OrdinalIgnoreCase);
        _hangul = [.. _words.Where(word => IsHangul(word[0]))];
        _latin = _words.Any(word => char.IsAsciiLetter(word[0]));
        Risk = TranscriptRisk.Read(lines.Zip(_lines));
        _support = new WordSupport(_lines, Risk.Level is not null);
    }

    /// <summary>The signs of fraud in what the other party says.</summary>
    public CallRisk Risk { get; }

    public bool Exist(IReadOnlyList<int> cited) => cited.Count > 0 && cited.All(line => line >= 1 && line <= _lines.Count);

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

        IReadOnlyList<Anchor> context = cited is null ? _anchors.Value : Context(cited);
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

        var said = string.Concat(cited.Select(line => _lines[line - 1].Squashed));
        return LineReading.Squash(value) is { Length: > 0 } squashed
            && (said.Contains(squashed, StringComparison.Ordinal)
                || (AnchorReader.Read(value, generous: false).Count > 0
                    && LineReading.WordsOf(value).All(word => word.Length < 2 || FactWords.IsNumberOrUnit(word) || said.Contains(LineReading.Squash(Particles.Strip(word)), StringComparison.Ordinal))))
            ? Problem.None
            : Problem.Words;
    }

    private List<Anchor> Context(IReadOnlyList<int> cited)
    {
        var context = new List<Anchor>();
        foreach (var line in cited)
        {
            context.AddRange(_lines[line - 1].Anchors);
            // "At three, then" is said of the day that was named last.
            for (var i = line - 1; i >= 0; i--)
            {
                var days = _lines[i].Anchors.Where(a => a.Kind == AnchorKind.Day).ToList();
                if (days.Count > 0)
                {
                    context.AddRange(days);
                    break;
                }
            }
        }

        return context;
    }

    private static bool Supported(Anchor claim, IReadOnlyList<Anchor> context) => claim.Kind switch
    {
        AnchorKind.Number => context.Any(a => a.Value == claim.Value && a.Kind is AnchorKind.Number or AnchorKind.Amount),
        AnchorKind.Amount => context.Contains(claim) || context.Contains(new Anchor(AnchorKind.Number, claim.Value)),
        AnchorKind.Time => context.Any(a => a.Kind == AnchorKind.Time && a.Value == claim.Value
            && (claim.Detail.Length == 0 || a.Detail == claim.Detail || (a.Detail.Length == 0 && context.Contains(new Anchor(AnchorKind.Half, claim.Detail))))),
        AnchorKind.Half => context.Contains(claim) || context.Any(a => a.Kind == AnchorKind.Time && a.Detail == claim.Value),
        _ => context.Contains(claim) || DayByParts(claim.Value, context),
    };

    private static bool DayByParts(string day, IReadOnlyList<Anchor> context)
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
}
