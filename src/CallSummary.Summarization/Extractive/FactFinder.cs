using System.Text.RegularExpressions;
using CallSummary.Contracts;
using CallSummary.Summarization.Summaries;
using CallSummary.Summarization.Transcripts;

namespace CallSummary.Summarization.Extractive;

/// <summary>Copies amounts and rows of digits out of a transcript, as they were said.</summary>
internal static partial class FactFinder
{
    public static IReadOnlyList<SummaryFact> Find(IReadOnlyList<TranscriptLine> lines) =>
        [.. lines.SelectMany(line => Amount().Matches(line.Text).Select(match => Fact("amount", match, line))
            .Concat(Digits().Matches(line.Text).Select(match => Fact(Kind(line.Text, match.Value), match, line))))
            .Take(SummarySchema.MaxItems)];

    private static SummaryFact Fact(string kind, Match match, TranscriptLine line) => new() { Kind = kind, Value = match.Value.Trim(), Evidence = [line.Number] };

    private static string Kind(string text, string digits)
    {
        var count = digits.Count(char.IsAsciiDigit);
        return digits[0] == '0' && count is >= 9 and <= 11 ? "phone"
            : text.Contains("계좌", StringComparison.Ordinal) || text.Contains("account", StringComparison.OrdinalIgnoreCase) ? "account"
            : text.Contains("번호", StringComparison.Ordinal) || text.Contains("code", StringComparison.OrdinalIgnoreCase) ? "code"
            : "other";
    }

    [GeneratedRegex(@"(?:\d[\d,.]*|[일이삼사오육칠팔구십백천]+) ?(?:[천백]?[만억] ?)?(?:원|달러|dollars?\b|won\b)|[$₩€] ?\d[\d,.]*\d", RegexOptions.IgnoreCase)]
    private static partial Regex Amount();

    [GeneratedRegex(@"(?<![\d,.])(?:\d(?: \d){3,}|\d{2,4}(?:[- ]\d{2,6}){1,3}|\d{4,})(?![\d,.]*\d)(?! ?(?:원|만|년|달러|dollars|won))", RegexOptions.IgnoreCase)]
    private static partial Regex Digits();
}
