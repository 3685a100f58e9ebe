using System.Text;

namespace CallSummary.Storage.Search;

/// <summary>
/// Makes texts comparable for search: lower case, without spaces and punctuation, Hangul syllables taken apart into letters. So a search
/// finds Korean words whatever particle follows them and however they are spaced, a word of two syllables has the three letters that a trigram
/// needs, and a half-typed syllable already finds its word.
/// </summary>
public static class SearchText
{
    /// <summary>Letters of a gram.</summary>
    public const int GramLength = 3;

    private const int FirstSyllable = 0xAC00;
    private const int LastSyllable = 0xD7A3;
    private const int Vowels = 21;
    private const int Finals = 28;

    /// <summary>Folds a text.</summary>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = new StringBuilder(text.Length * 2);
        foreach (var c in text)
        {
            if (c is >= (char)FirstSyllable and <= (char)LastSyllable)
            {
                // The Unicode Standard, section 3.12: conjoining jamo of a precomposed syllable.
                var index = c - FirstSyllable;
                folded.Append((char)(0x1100 + (index / (Vowels * Finals)))).Append((char)(0x1161 + (index / Finals % Vowels)));
                if (index % Finals is > 0 and var final)
                {
                    folded.Append((char)(0x11A7 + final));
                }
            }
            else if (char.IsLetterOrDigit(c))
            {
                folded.Append(char.ToLowerInvariant(c));
            }
        }

        return folded.ToString();
    }

    /// <summary>The words of a search, folded; a call must hold every one. At most 8.</summary>
    public static IReadOnlyList<string> Words(string search)
    {
        ArgumentNullException.ThrowIfNull(search);
        return [.. search.Split([' ', '\t', '\u3000'], StringSplitOptions.RemoveEmptyEntries).Select(Fold).Where(word => word.Length > 0).Distinct().Take(8)];
    }

    /// <summary>Hashes of all grams of a folded text, each once.</summary>
    public static int[] Grams(string folded)
    {
        ArgumentNullException.ThrowIfNull(folded);
        var grams = new HashSet<int>();
        for (var i = 0; i + GramLength <= folded.Length; i++)
        {
            // A hash that stays the same between processes; collisions only cost a comparison.
            grams.Add(unchecked((((folded[i] * 31397) + folded[i + 1]) * 31397) + folded[i + 2]));
        }

        return [.. grams];
    }
}
