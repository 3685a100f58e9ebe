using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace CallSummary.Gateway.Routing;

/// <summary>A set of numbers: <c>*</c>, a prefix (<c>+8210*</c>), one number, or a regular expression between slashes.</summary>
internal sealed class NumberPattern
{
    // Non-backtracking is linear in the number's length; the timeout bounds the rest.
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromMilliseconds(50);

    private readonly Regex? _regex;
    private readonly string _text;
    private readonly bool _prefix;

    private NumberPattern(string text, bool prefix, Regex? regex)
    {
        _text = text;
        _prefix = prefix;
        _regex = regex;
    }

    public static NumberPattern Parse(string pattern) =>
        TryParse(pattern, out var parsed, out var error) ? parsed : throw new FormatException(error);

    public static bool TryParse(string pattern, [NotNullWhen(true)] out NumberPattern? parsed, [NotNullWhen(false)] out string? error)
    {
        parsed = null;
        error = null;
        if (pattern.Length == 0)
        {
            error = "is empty: write a number, a prefix such as +8210*, * for any, or /a regular expression/";
            return false;
        }

        if (pattern.Length > 1 && pattern[0] == '/' && pattern[^1] == '/')
        {
            try
            {
                parsed = new NumberPattern(pattern, false, new Regex(
                    pattern[1..^1], RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, MatchTimeout));
                return true;
            }
            catch (Exception e) when (e is ArgumentException or NotSupportedException)
            {
                error = $"is not a regular expression we can run (no look-around, no back-references): {e.Message}";
                return false;
            }
        }

        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        if (star >= 0 && star != pattern.Length - 1)
        {
            error = "has * before its end: a prefix ends with *, anything else is a regular expression between slashes";
            return false;
        }

        parsed = star < 0 ? new NumberPattern(pattern, false, null) : new NumberPattern(pattern[..star], true, null);
        return true;
    }

    public bool IsMatch(string number)
    {
        if (_regex is null)
        {
            return _prefix ? number.StartsWith(_text, StringComparison.Ordinal) : string.Equals(number, _text, StringComparison.Ordinal);
        }

        try
        {
            return _regex.IsMatch(number);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
