namespace CallSummary.Summarization.Checking;

/// <summary>Korean particles at the end of a noun.</summary>
internal static class Particles
{
    private static readonly string[] Endings =
    [
        "으로부터", "에게서는", "이라고", "에서는", "에게서", "까지는", "부터는", "입니다", "이에요", "에서", "에게", "으로", "까지", "부터", "처럼", "보다", "하고", "이랑",
        "라고", "께서", "한테", "예요", "은", "는", "이", "가", "을", "를", "에", "의", "도", "로", "와", "과", "만", "랑", "께",
    ];

    /// <summary>The word without its particle; the word itself when nothing of at least two syllables would be left.</summary>
    public static string Strip(string word)
    {
        var ending = Endings.FirstOrDefault(e => word.Length >= e.Length + 2 && word.EndsWith(e, StringComparison.Ordinal));
        return ending is null ? word : word[..^ending.Length];
    }
}
