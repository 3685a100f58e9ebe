namespace CallSummary.Transcription.Languages;

/// <summary>What a text's letters say about its language. A model that is told the wrong one often writes the right letters all the same.</summary>
internal static class Writing
{
    // "OK" and "TV" are Korean too.
    private const int FewestLetters = 6;

    /// <summary>Whether the letters cannot be those of the language: no Hangul in Korean, mostly Hangul in another.</summary>
    public static bool Contradicts(string text, string language)
    {
        var (hangul, letters) = Count(text);
        return language == "ko" ? hangul == 0 && letters >= FewestLetters : 2 * hangul > letters;
    }

    /// <summary>Whether the letters are those of the language: mostly Hangul in Korean, none in another.</summary>
    public static bool Fits(string text, string language)
    {
        var (hangul, letters) = Count(text);
        return language == "ko" ? 2 * hangul >= letters || letters < FewestLetters : hangul == 0;
    }

    private static (int Hangul, int Letters) Count(string text)
    {
        var (hangul, letters) = (0, 0);
        foreach (var c in text)
        {
            hangul += c is >= '\uAC00' and <= '\uD7A3' or >= '\u1100' and <= '\u11FF' or >= '\u3131' and <= '\u318E' ? 1 : 0;
            letters += char.IsLetter(c) ? 1 : 0;
        }

        return (hangul, letters);
    }
}
