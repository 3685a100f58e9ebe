using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace CallSummary.Summarization.Checking;

/// <summary>
/// The words of a text that carry its meaning, as stems that can be compared: English without endings and small words, Korean without
/// particles, verb endings and auxiliaries. Crude on purpose: it decides whether a claim talks of what a line talks of, not what it says.
/// </summary>
internal static partial class ContentWords
{
    private static readonly FrozenSet<string> Small = Resource("small-words.txt").ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Stems in order, without numbers: those are checked to the letter elsewhere.</summary>
    public static IReadOnlyList<string> Of(string text) =>
        [.. Word().Matches(text.ToLowerInvariant()).Select(match => match.Value).Where(word => !Small.Contains(word)).Select(Stem).Where(stem => stem.Length > 0 && !Small.Contains(stem))];

    /// <summary>Two stems mean the same word: equal, or one begins with the other and both are long enough for that to say something.</summary>
    public static bool Same(string a, string b)
    {
        if (a == b)
        {
            return true;
        }

        var (shorter, longer) = a.Length <= b.Length ? (a, b) : (b, a);
        if (!IsHangul(a[0]))
        {
            var common = shorter.Zip(longer).TakeWhile(pair => pair.First == pair.Second).Count();
            return common >= 4 && common >= shorter.Length - 1;
        }

        // What follows a verb's stem changes its last syllable (만나, 만납; 느리, 느려), and compounds hold their parts (예방접종, 접종).
        return shorter.Length == 1
            ? longer.Length <= 2 && Open(shorter[0]) == Open(longer[0])
            : (shorter[0] == longer[0] && Open(shorter[1]) == Open(longer[1])) || longer.Contains(shorter, StringComparison.Ordinal);
    }

    private static string Stem(string word)
    {
        if (IsHangul(word[0]))
        {
            var bare = Particles.Strip(word);
            return VerbEnding().Replace(bare, string.Empty) is { Length: > 0 } stem ? stem : bare;
        }

        if (word.EndsWith("'s", StringComparison.Ordinal) || word.EndsWith("’s", StringComparison.Ordinal))
        {
            word = word[..^2];
        }

        return word switch
        {
            { Length: > 5 } when word.EndsWith("ing", StringComparison.Ordinal) => word[..^3],
            { Length: > 4 } when word.EndsWith("ies", StringComparison.Ordinal) => word[..^3] + "y",
            { Length: > 4 } when word.EndsWith("ed", StringComparison.Ordinal) || word.EndsWith("es", StringComparison.Ordinal) => word[..^2],
            { Length: > 3 } when word[^1] == 's' && word[^2] != 's' => word[..^1],
            _ => word,
        };
    }

    // Initial consonant and vowel, with contracted vowels as what they came from.
    private static (int, int) Open(char syllable)
    {
        var index = (syllable - '가') / 28;
        return (index / 21, (index % 21) switch { 6 => 20, 9 => 8, 14 => 13, 10 => 11, 1 => 0, var vowel => vowel });
    }

    private static bool IsHangul(char c) => c is >= '가' and <= '힣';

    private static string[] Resource(string name)
    {
        using var reader = new StreamReader(typeof(ContentWords).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }

    // What is written to a digit counts it: 4명, 3시에.
    [GeneratedRegex(@"[a-z]+(?:['’][a-z]+)?|(?<![\d가-힣])[가-힣]+")]
    private static partial Regex Word();

    [GeneratedRegex("(?:하겠습니다|하였습니다|했습니다|합니다|됩니다|되었습니다|됐습니다|입니다|습니다|ㅂ니다|니다|하기로|하기|되기|해요|해야|하고|하는|했다|했어요|어요|아요|예요|이에요|세요|시죠|하면|으면|려고|면서|기로|기)$")]
    private static partial Regex VerbEnding();
}
