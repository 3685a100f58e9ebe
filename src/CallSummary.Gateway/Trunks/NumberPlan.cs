using System.Text;

namespace CallSummary.Gateway.Trunks;

/// <summary>Brings the numbers of a trunk to E.164 where its plan allows it; short codes and names stay as signalled.</summary>
internal sealed class NumberPlan(string countryCode, string nationalPrefix, string internationalPrefix)
{
    /// <summary>Longest number or user part we take (E.164 has 15 digits; names and prefixes need room).</summary>
    private const int MaxLength = 64;

    public static NumberPlan Of(TrunkOptions trunk) => new(trunk.CountryCode, trunk.NationalPrefix, trunk.InternationalPrefix);

    /// <summary>The number in E.164, or as signalled; null when it is empty or holds characters that no number or account name has.</summary>
    public string? Normalize(string user)
    {
        // RFC 3966 section 3: parameters after ';' are not part of the number, and - . ( ) are visual separators.
        var end = user.IndexOf(';', StringComparison.Ordinal);
        var number = end < 0 ? user : user[..end];
        if (number.Length is 0 or > MaxLength || !number.All(IsAllowed))
        {
            return null;
        }

        var digits = StripSeparators(number);
        if (digits is null)
        {
            return number;
        }

        if (digits[0] == '+')
        {
            return digits;
        }

        if (countryCode.Length == 0)
        {
            return digits;
        }

        if (internationalPrefix.Length > 0 && digits.Length > internationalPrefix.Length + 6
            && digits.StartsWith(internationalPrefix, StringComparison.Ordinal))
        {
            return "+" + digits[internationalPrefix.Length..];
        }

        // Seven digits and more: 0119 or 02 alone are short codes, 02-123-4567 is not.
        return nationalPrefix.Length > 0 && digits.Length >= nationalPrefix.Length + 7
            && digits.StartsWith(nationalPrefix, StringComparison.Ordinal)
                ? "+" + countryCode + digits[nationalPrefix.Length..]
                : digits;
    }

    /// <summary>The digits (with a leading +), or null when it is a name and not a number.</summary>
    private static string? StripSeparators(string number)
    {
        var text = new StringBuilder(number.Length);
        foreach (var c in number)
        {
            if (char.IsAsciiDigit(c) || (c == '+' && text.Length == 0))
            {
                text.Append(c);
            }
            else if (c is not ('-' or '.' or '(' or ')'))
            {
                return null;
            }
        }

        return text.Length > (text.Length > 0 && text[0] == '+' ? 1 : 0) ? text.ToString() : null;
    }

    private static bool IsAllowed(char c) =>
        char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.' or '(' or ')' or '_' or '*' or '#' or '~' or '!';
}
