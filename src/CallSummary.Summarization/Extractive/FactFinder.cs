using System.Text.RegularExpressions;
using CallSummary.Contracts;
using CallSummary.Summarization.Checking;
using CallSummary.Summarization.Summaries;
using CallSummary.Summarization.Transcripts;

namespace CallSummary.Summarization.Extractive;

/// <summary>Copies amounts, rows of digits, plates and addresses out of a transcript, as they were said.</summary>
internal static partial class FactFinder
{
    public static IReadOnlyList<SummaryFact> Find(IReadOnlyList<TranscriptLine> lines)
    {
        var facts = new List<SummaryFact>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < lines.Count; i++)
        {
            var text = lines[i].Text;
            var around = i > 0 ? $"{lines[i - 1].Text} {text}" : text;
            foreach (var (kind, pattern) in Patterns)
            {
                text = pattern.Replace(text, match =>
                {
                    var value = match.Value.Trim(' ', ',', '.');
                    if (facts.Count < SummarySchema.MaxItems && known.Add(Key(value)))
                    {
                        facts.Add(new SummaryFact { Kind = kind == "row" ? RowKind(around, value) : kind, Value = value, Evidence = [lines[i].Number] });
                    }

                    // Keeps what was taken from being read again in a smaller piece.
                    return new string('\u00b7', match.Length);
                });
            }
        }

        return facts;
    }

    private static (string Kind, Regex Pattern)[] Patterns =>
    [
        ("address", KoreanAddress()), ("address", EnglishAddress()), ("amount", SignedAmount()), ("amount", KoreanAmount()), ("amount", EnglishAmount()),
        ("other", Plate()), ("phone", Extension()), ("row", Digits()), ("row", KoreanDigits()), ("row", EnglishDigits()), ("code", Order()),
    ];

    // The same number in digits and in words is one fact.
    private static string Key(string value) => AnchorReader.Read(value, generous: true) is { Count: > 0 } anchors
        ? string.Join('|', anchors.Select(a => a.Value).Distinct())
        : value.ToUpperInvariant();

    private static string RowKind(string around, string row)
    {
        var digits = string.Concat(AnchorReader.Read(row, generous: true).Select(a => a.Value));
        bool Says(params string[] words) => words.Any(word => around.Contains(word, StringComparison.OrdinalIgnoreCase));
        return (digits.StartsWith('0') && digits.Length is >= 9 and <= 11) || (digits.Length == 8 && digits[..2] is "15" or "16" or "18") || Says("전화번호", "연락처", "phone", "my number", "call me at") ? "phone"
            : Says("계좌", "account", "routing", "은행") ? "account"
            : Says("번호", "비밀번호", "code", "reference", "tag", "order", "parcel", "job number", "buzzer", "ticket") ? "code"
            : "other";
    }

    private const string EnglishNumberWord =
        "(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million)";

    [GeneratedRegex(@"[가-힣]{2,10}(?:로|길) ?\d{1,4}(?![\d만천억])(?:번길)?(?: ?\d{1,4}(?![\d만천억]))?(?:-\d{1,4})?(?:, ?\d{1,3}층)?(?! ?(?:만|천|억|원|시|월|일))|\d{1,4}동 ?\d{1,4}호")]
    private static partial Regex KoreanAddress();

    [GeneratedRegex(@"\b\d{1,5}[A-Za-z]? (?:[A-Z][a-z]+ ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Court|Way|Place|Boulevard)\b|\b(?:flat|apartment|unit|suite) \d{1,5}[A-Za-z]?\b")]
    private static partial Regex EnglishAddress();

    [GeneratedRegex(@"[$₩€£¥] ?\d[\d,.]*(?: ?(?:thousand|million|만|억))?")]
    private static partial Regex SignedAmount();

    [GeneratedRegex(@"(?<![가-힣\d])(?:\d[\d,.]*|[일이삼사오육칠팔구십백천만]+)(?: ?[천백십만억](?=[\d일이삼사오육칠팔구십백천만억 원]))*(?: ?(?:\d[\d,.]*|[일이삼사오육칠팔구십백천만]+) ?[천백십만억]*){0,3} ?(?:원(?![가-힣]{2}장|래)|달러|유로|엔(?![가-힣]))")]
    private static partial Regex KoreanAmount();

    [GeneratedRegex(@"\b(?:(?:a |\d[\d,.]* ?)?" + EnglishNumberWord + @"(?:(?: and |[ -])(?:a )?" + EnglishNumberWord + @")*|\d[\d,.]*) ?(?:dollars?|won|pounds?|euros?|bucks|yen|cents)\b(?: (?:and )?(?:\d{1,2}|" + EnglishNumberWord + @"(?:[ -]" + EnglishNumberWord + @")?)(?: cents\b)?(?![ -]?[a-z0-9]*(?:dollars|pounds)))?", RegexOptions.IgnoreCase)]
    private static partial Regex EnglishAmount();

    [GeneratedRegex(@"\d{2,3} ?[가-힣] ?\d{4}(?!\d)|\b(?:[A-Z] ){1,4}(?:\d ){2,}\d\b|\b(?:[A-Z]{1,3}[ -]?\d{3,4}[A-Z]{0,3})\b")]
    private static partial Regex Plate();

    [GeneratedRegex(@"내선 ?\d{2,6}|\bextension \d{2,6}\b", RegexOptions.IgnoreCase)]
    private static partial Regex Extension();

    [GeneratedRegex(@"(?<![\d,.·])(?:\d(?: \d){2,}|\d{2,6}(?:[- ]\d{2,6}){1,4}|\d{4,})(?![\d,.]*\d)(?! ?(?:년|월|일|시|분|명|개|호|층))")]
    private static partial Regex Digits();

    [GeneratedRegex(@"(?<![가-힣])[영공일이삼사오육칠팔구](?: [영공일이삼사오육칠팔구]){2,}|(?<![가-힣])[영공일이삼사오육칠팔구]{3,4}(?:[ -][영공일이삼사오육칠팔구]{3,4}){1,2}|(?<![가-힣])[영공일이삼사오육칠팔구]{4,8}?(?=[^가-힣]|이요|요|입니다|이에요|예요|이고|번|$)")]
    private static partial Regex KoreanDigits();

    [GeneratedRegex(@"\b(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)(?:[ -](?:zero|oh|one|two|three|four|five|six|seven|eight|nine)){3,}\b", RegexOptions.IgnoreCase)]
    private static partial Regex EnglishDigits();

    [GeneratedRegex(@"\b[A-Z]{1,4}[ -]?\d{3,}\b")]
    private static partial Regex Order();
}
