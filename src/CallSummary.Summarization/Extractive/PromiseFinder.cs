using System.Text.RegularExpressions;
using CallSummary.Contracts;
using CallSummary.Summarization.Summaries;
using CallSummary.Summarization.Transcripts;

namespace CallSummary.Summarization.Extractive;

/// <summary>Copies the sentences in which somebody said what they would do.</summary>
internal static partial class PromiseFinder
{
    private const int Longest = 120;

    public static IReadOnlyList<SummaryActionItem> Find(IReadOnlyList<TranscriptLine> lines) =>
        [.. lines.SelectMany(line => Sentence().Split(line.Text)
                .Where(sentence => sentence.Length is > 6 and <= Longest && Promise().IsMatch(sentence) && !NoPromise().IsMatch(sentence))
                .Take(1)
                .Select(sentence => new SummaryActionItem { Owner = line.Speaker, Text = sentence.Trim(), Evidence = [line.Number] }))
            .Take(SummarySchema.MaxItems / 2)];

    [GeneratedRegex(@"(?<=[.!?。])\s+")]
    private static partial Regex Sentence();

    [GeneratedRegex(@"[가-힣](?:게요|게|겠습니다|을래|ㄹ게)(?=[.,! ]|$)|\bI'll\b|\bI will\b|\bwe'll\b|\bwe will\b|\bI'm going to\b", RegexOptions.IgnoreCase)]
    private static partial Regex Promise();

    [GeneratedRegex(@"알겠|모르겠|되겠|좋겠|뵙겠|이렇게|그렇게(?=[.,! ]|$)|어떻게|가볍게|\?$|\bI'll see\b|\bI'll have to\b|생각해 볼게", RegexOptions.IgnoreCase)]
    private static partial Regex NoPromise();
}
