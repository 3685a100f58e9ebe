using System.Text.RegularExpressions;
using CallSummary.Summarization.Checking;
using CallSummary.Summarization.Transcripts;

namespace CallSummary.Summarization.Extractive;

/// <summary>Finds days and times in a transcript as they were said, and joins a time to the day that it was said of.</summary>
internal static partial class WhenFinder
{
    private const int LinesApart = 4;

    /// <returns>What was said of when, with the lines that say it; the fuller of two wordings of the same moment.</returns>
    public static IReadOnlyList<(string When, IReadOnlyList<int> Evidence)> Find(IReadOnlyList<TranscriptLine> lines)
    {
        var found = new List<Moment>();
        (string Words, int Line)? day = null;
        foreach (var line in lines)
        {
            foreach (Match match in Phrase().Matches(line.Text))
            {
                var words = match.Value.Trim(' ', ',', '.');
                var anchors = AnchorReader.Read(words, generous: true);
                var hasDay = anchors.Any(a => a.Kind == AnchorKind.Day);
                var hasTime = anchors.Any(a => a.Kind == AnchorKind.Time);
                if (Duration().IsMatch(line.Text[(match.Index + match.Length)..]))
                {
                    continue;
                }

                if (hasDay && !hasTime)
                {
                    day = (words, line.Number);
                    if (IsFuture(anchors))
                    {
                        found.Add(new Moment(words, [line.Number]));
                    }
                }
                else if (hasDay)
                {
                    day = (DayWords(words), line.Number);
                    found.Add(new Moment(words, [line.Number]));
                }
                else if (hasTime && day is { } of && line.Number - of.Line <= LinesApart)
                {
                    found.Add(new Moment($"{of.Words} {words}", of.Line == line.Number ? [line.Number] : [of.Line, line.Number]));
                }
            }
        }

        return Fullest(found);
    }

    private static List<(string, IReadOnlyList<int>)> Fullest(List<Moment> found)
    {
        var kept = new List<Moment>();
        foreach (var moment in found)
        {
            if (kept.Exists(other => other.Covers(moment)))
            {
                continue;
            }

            kept.RemoveAll(moment.Covers);
            kept.Add(moment);
        }

        return kept.ConvertAll(moment => (moment.Words, moment.Evidence));
    }

    // "Today" and "this week" alone are no appointment; yesterday is none at all.
    private static bool IsFuture(IReadOnlyList<Anchor> anchors) =>
        anchors.Any(a => a.Kind == AnchorKind.Day && a.Value is not ("today" or "yesterday" or "this_week" or "this_month" or "next_week" or "next_month") && a.Value[0] != 'm');

    private static string DayWords(string words) => Time().Replace(words, string.Empty).Trim(' ', ',') is { Length: > 0 } day ? day : words;

    private sealed class Moment(string words, IReadOnlyList<int> evidence)
    {
        private readonly HashSet<(AnchorKind, string)> _points =
            [.. AnchorReader.Read(words, generous: true).Where(a => a.Kind is AnchorKind.Day or AnchorKind.Time or AnchorKind.Half).Select(a => (a.Kind, a.Value))];

        private readonly bool _half = AnchorReader.Read(words, generous: true).Any(a => a.Detail.Length > 0 || a.Kind == AnchorKind.Half);

        public string Words { get; } = words;

        public IReadOnlyList<int> Evidence { get; } = evidence;

        /// <summary>Says all that the other says.</summary>
        public bool Covers(Moment other) => other._points.IsSubsetOf(_points) && (_half || !other._half);
    }

    private const string KoreanDay =
        @"(?:(?:이번|다음) ?[주달](?![가-힣]{2})\s?)?(?:(?:내일 ?모레|모레|글피|내일|오늘|사흘 ?[뒤후]|나흘 ?[뒤후]|열흘 ?[뒤후])(?:부터)?|(?:다음 ?주 ?|이번 ?주 ?)?[월화수목금토일]요일|(?:\d{1,2}|[일이삼사오육유칠팔구시십]{1,2}) ?월 ?(?:\d{1,2}|[일이삼사오육칠팔구십]{1,3}) ?일(?![가-힣]*요일)|(?<![가-힣\d])(?:\d{1,2}|이?삼?십[일이삼사오육칠팔구]?|[삼사오육칠팔구]) ?일(?=[에은까부이로 ,.]|$))(?:에는|에|까지|은|날)?";

    private const string KoreanTime =
        @"(?:(?:오전|오후|새벽|아침|점심|저녁|밤|낮)에? ?)?(?:\d{1,2}|열한|열두|한|두|세|네|다섯|여섯|일곱|여덟|아홉|열) ?시(?![간작도각험])(?: ?(?:\d{1,2}|[일이삼사오육칠팔구십]{1,3}) ?분| ?반(?![가-힣]{2}))?|정오|자정";

    private const string EnglishNumber = @"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)";

    private const string EnglishDay =
        @"\b(?:the day after tomorrow|tomorrow|today|tonight|(?:next |this )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:january|february|march|april|may|june|july|august|september|october|november|december) \d{1,2}(?:st|nd|rd|th)?|the \d{1,2}(?:st|nd|rd|th)|in (?:\d{1,2}|two|three|four|five|six) (?:days|weeks))\b";

    private const string EnglishTime =
        @"(?:\b(?:at|by|around|until|before|from) )?(?:\b(?:half past|(?:a )?quarter (?:to|past)) " + EnglishNumber + @"|\b\d{1,2}:\d{2}|\b" + EnglishNumber + @"(?: (?:oh )?(?:five|ten|fifteen|twenty|thirty|forty|forty five|fifty))?(?= ?(?:[ap]\.?m|o'?clock|in the)))(?: ?(?:[ap]\.?m\b\.?|o'?clock))?(?: in the (?:morning|afternoon|evening))?|\b(?:at|around) " + EnglishNumber + @"(?: (?:fifteen|thirty|forty five))?\b(?! ?(?:dollars|pounds|percent|people|hundred|thousand|degrees|of\b))|\bnoon\b|\bmidnight\b";

    private const string Korean = "(?:" + KoreanDay + @")(?: ?,? ?(?:" + KoreanTime + @")(?:(?:부터|에서) (?:" + KoreanTime + @")까지)?)?|(?:" + KoreanTime + ")";
    private const string English = EnglishDay + "(?:,? (?:" + EnglishTime + "))?|(?:" + EnglishTime + ")(?: (?:on )?" + EnglishDay + ")?";

    [GeneratedRegex(Korean + "|" + English, RegexOptions.IgnoreCase)]
    private static partial Regex Phrase();

    [GeneratedRegex(KoreanTime + "|" + EnglishTime, RegexOptions.IgnoreCase)]
    private static partial Regex Time();

    // "삼 일 걸립니다", "three days": how long, not when.
    [GeneratedRegex("^ ?(?:안에|동안|걸|정도 걸|치|이내|전(?![가-힣])|넘)")]
    private static partial Regex Duration();
}
