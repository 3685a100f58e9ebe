using System.Text.RegularExpressions;

namespace CallSummary.Summarization.Checking;

/// <summary>
/// Finds names of people and organisations in a claim. English shows them by capitals. Korean does not: a word before an honorific, a role or
/// a kind of organisation, or one that is built like a full name, is taken for a name.
/// </summary>
internal static partial class NameReader
{
    /// <summary>The names in a text, as the words that a transcript must contain.</summary>
    public static IReadOnlyList<string> Read(string text)
    {
        var names = new List<string>();
        English(text, names);
        Korean(text, names);
        return names;
    }

    private static void English(string text, List<string> names)
    {
        var words = EnglishWord().Matches(text);
        var capitals = words.Count(word => char.IsAsciiLetterUpper(word.Value[0]));
        // In a title set in capitals, and at the start of a sentence, a capital says nothing.
        var titleCase = words.Count > 2 && capitals > words.Count * 2 / 3;
        foreach (Match word in words)
        {
            var value = word.Value.EndsWith("'s", StringComparison.Ordinal) || word.Value.EndsWith("’s", StringComparison.Ordinal) ? word.Value[..^2] : word.Value;
            if (char.IsAsciiLetterUpper(value[0]) && !NameWords.NeverNames.Contains(value)
                && !((titleCase || StartsSentence(text, word.Index)) && NameWords.CommonEnglish.Contains(value)))
            {
                names.Add(value);
            }
        }
    }

    private static bool StartsSentence(string text, int index)
    {
        var before = text.AsSpan(0, index).TrimEnd(" \"'“‘(");
        return before.IsEmpty || before[^1] is '.' or '!' or '?' or ':' or ';' or '-' or '\n';
    }

    private static void Korean(string text, List<string> names)
    {
        var words = KoreanWord().Matches(text).Select(match => match.Value).ToList();
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            var stem = Particles.Strip(word);
            var next = i + 1 < words.Count ? words[i + 1] : string.Empty;
            if (Honoured().Match(word) is { Success: true } honoured)
            {
                Add(names, honoured.Groups[1].Value);
            }
            else if (word == stem && (IsHead(next) || IsHead(Particles.Strip(next))))
            {
                Add(names, word);
            }
            else if (IsFullName(word))
            {
                names.Add(word);
            }
            else if (IsFullName(stem))
            {
                names.Add(stem);
            }
        }
    }

    private static bool IsHead(string word) => NameWords.Roles.Contains(word) || NameWords.Organisations.Contains(word);

    private static void Add(List<string> names, string word)
    {
        if (word.Length >= 2 && !NameWords.NotKoreanNames.Contains(word) && !IsHead(word))
        {
            names.Add(word);
        }
    }

    private static bool IsFullName(string word) => word.Length == 3
        && NameWords.Surnames.Contains(word[0], StringComparison.Ordinal)
        && NameWords.FirstSyllables.Contains(word[1], StringComparison.Ordinal)
        && NameWords.LastSyllables.Contains(word[2], StringComparison.Ordinal)
        && !NameWords.NotKoreanNames.Contains(word);

    [GeneratedRegex(@"[A-Za-z][A-Za-z'’]*")]
    private static partial Regex EnglishWord();

    [GeneratedRegex("[가-힣]+")]
    private static partial Regex KoreanWord();

    [GeneratedRegex("^([가-힣]{2,4}?)(?:님|씨)(?:[은는이가을를의도과와께]|에게|께서|으로|과의|이|입니다)?$")]
    private static partial Regex Honoured();
}
