using System.Globalization;
using System.Text;

namespace CallSummary.Transcription.Evaluation;

/// <summary>The units that errors are counted in, after case, punctuation and composition of letters are made equal.</summary>
internal static class TextUnits
{
    public static IReadOnlyList<string> Words(string text) => Plain(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Characters without spaces: where Korean puts spaces is a matter of taste, and what is heard does not tell.</summary>
    public static IReadOnlyList<string> Characters(string text) => [.. Plain(text).EnumerateRunes().Where(r => r.Value != ' ').Select(r => r.ToString())];

    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        var runes = text.Normalize(NormalizationForm.FormC).ToLowerInvariant().EnumerateRunes().ToArray();
        for (var i = 0; i < runes.Length; i++)
        {
            var category = Rune.GetUnicodeCategory(runes[i]);
            if (Rune.IsLetterOrDigit(runes[i]) || category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark || IsWithin(runes, i))
            {
                plain.Append(runes[i]);
            }
            else if (runes[i].Value is not ('\'' or '’'))
            {
                plain.Append(' ');
            }
        }

        return plain.ToString();
    }

    // 3:30 and 1.5 are one word: their points part numbers, not words.
    private static bool IsWithin(Rune[] runes, int i) =>
        runes[i].Value is ':' or '.' && i > 0 && i + 1 < runes.Length && Rune.IsDigit(runes[i - 1]) && Rune.IsDigit(runes[i + 1]);
}
