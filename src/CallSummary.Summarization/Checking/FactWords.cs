using System.Collections.Frozen;

namespace CallSummary.Summarization.Checking;

/// <summary>Words of a fact that its numbers already stand for.</summary>
internal static class FactWords
{
    private const string Numerals = "영공일이삼사오육칠팔구십백천만억원월년";

    private static readonly FrozenSet<string> English = FrozenSet.ToFrozenSet(
        [
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty", "thirty", "forty", "fifty",
            "sixty", "seventy", "eighty", "ninety", "hundred", "thousand", "million", "and", "dollar", "dollars", "won", "am", "pm", "달러", "유로", "퍼센트",
        ],
        StringComparer.OrdinalIgnoreCase);

    public static bool IsNumberOrUnit(string word) => English.Contains(word) || word.All(c => Numerals.Contains(c, StringComparison.Ordinal));
}
