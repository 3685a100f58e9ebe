using System.Net;

namespace CallSummary.Gateway.Siprec.Metadata;

/// <summary>
/// Finds the number or name in whatever a recorder writes as an address: <c>sip:</c>, <c>sips:</c>, <c>tel:</c>, no scheme at all, name-addr,
/// IMS domains, parameters inside the user part. Lenient on purpose: a strict reader fails on most recorders.
/// </summary>
internal static class PartyAddress
{
    private static readonly string[] Schemes = ["sip:", "sips:", "tel:", "im:", "pres:"];

    /// <summary>RFC 3323 and RFC 4474 names for nobody, and what recorders write before they know.</summary>
    private static readonly HashSet<string> Nobody = new(StringComparer.OrdinalIgnoreCase)
    {
        "anonymous", "unknown", "unavailable", "restricted", "private", "withheld", "dummy", "none", "null", "invalid",
    };

    /// <summary>The user part, still as the trunk's numbers are written; null when the address names nobody.</summary>
    public static string? UserOf(string? address)
    {
        if (address is null)
        {
            return null;
        }

        var text = address.AsSpan().Trim();
        if (text.IndexOf('<') is >= 0 and var open)
        {
            text = text[(open + 1)..];
            text = text.IndexOf('>') is >= 0 and var close ? text[..close] : text;
        }

        foreach (var scheme in Schemes)
        {
            if (text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            {
                text = text[scheme.Length..];
                break;
            }
        }

        var at = text.LastIndexOf('@');
        var user = at < 0 ? text : text[..at];
        if (user.IndexOfAny(";:?,") is >= 0 and var end)
        {
            user = user[..end];
        }

        var name = Uri.UnescapeDataString(user.Trim().Trim('"').ToString());
        return name.Length == 0 || Nobody.Contains(name) || (at < 0 && name.Contains('.', StringComparison.Ordinal) && IPAddress.TryParse(name, out _))
            ? null
            : name;
    }

    /// <summary>Whether a number identifies somebody, unlike a recorder's placeholder.</summary>
    public static bool IsNumber(string number) => number.Length >= 3 && number.AsSpan(number[0] == '+' ? 1 : 0).IndexOfAnyExceptInRange('0', '9') < 0;
}
