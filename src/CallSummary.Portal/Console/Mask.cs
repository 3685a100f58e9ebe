using System.Text.RegularExpressions;

namespace CallSummary.Portal.Console;

/// <summary>Hides numbers until somebody has a reason to see them: all digits but the last two of any number of four or more.</summary>
internal static partial class Mask
{
    public static string Of(string text) => Numbers().Replace(text, match =>
    {
        var digits = match.Value.Count(char.IsAsciiDigit);
        var seen = 0;
        return digits < 4 ? match.Value : string.Concat(match.Value.Select(c => char.IsAsciiDigit(c) && ++seen <= digits - 2 ? '•' : c));
    });

    [GeneratedRegex(@"\+?\d(?:[\d\-\s.]*\d)?")]
    private static partial Regex Numbers();
}
