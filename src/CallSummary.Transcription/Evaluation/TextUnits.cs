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
        var runes = ComposeHangul(text).ToLowerInvariant().EnumerateRunes().ToArray();
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

    // Decomposed Hangul (Unicode 3.12), as some file systems write it; the runtime's own normalisation is off with invariant globalisation.
    private static string ComposeHangul(string text)
    {
        const int syllables = 0xAC00, leads = 0x1100, vowels = 0x1161, tails = 0x11A7, vowelCount = 21, tailCount = 28;
        var composed = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var last = composed.Length > 0 ? composed[^1] : '\0';
            if (c is >= '\u1161' and <= '\u1175' && last is >= '\u1100' and <= '\u1112')
            {
                composed[^1] = (char)(syllables + ((((last - leads) * vowelCount) + (c - vowels)) * tailCount));
            }
            else if (c is >= '\u11A8' and <= '\u11C2' && last is >= '\uAC00' and <= '\uD7A3' && (last - syllables) % tailCount == 0)
            {
                composed[^1] = (char)(last + (c - tails));
            }
            else
            {
                composed.Append(c);
            }
        }

        return composed.ToString();
    }

    // 3:30 and 1.5 are one word: their points part numbers, not words.
    private static bool IsWithin(Rune[] runes, int i) =>
        runes[i].Value is ':' or '.' && i > 0 && i + 1 < runes.Length && Rune.IsDigit(runes[i - 1]) && Rune.IsDigit(runes[i + 1]);
}
