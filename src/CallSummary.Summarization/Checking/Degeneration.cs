using System.Text.RegularExpressions;

namespace CallSummary.Summarization.Checking;

/// <summary>Text that a model writes when it has lost the thread: the same piece over and over, or pieces of its own markup.</summary>
internal static partial class Degeneration
{
    public static bool Is(string text) => Loop().IsMatch(text) || Markup().IsMatch(text);

    // A piece with a letter, five times in a row; digits may repeat in a number.
    [GeneratedRegex(@"(?=[^\d]{0,11}\p{L})(.{1,12}?)\1{4,}", RegexOptions.Singleline)]
    private static partial Regex Loop();

    [GeneratedRegex(@"[{}\[\]|\\]|<\||\|>|"":|�")]
    private static partial Regex Markup();
}
