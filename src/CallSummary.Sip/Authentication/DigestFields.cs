using CallSummary.Sip.Messages;

namespace CallSummary.Sip.Authentication;

/// <summary>The <c>name=value, name="value"</c> list of a Digest header.</summary>
internal sealed class DigestFields
{
    private readonly Dictionary<string, string> _fields = new(StringComparer.OrdinalIgnoreCase);

    public string? this[string name] => _fields.GetValueOrDefault(name);

    /// <summary>Reads a header value; false when it is of another scheme or malformed.</summary>
    public static bool TryParse(string header, out DigestFields fields)
    {
        fields = new DigestFields();
        const string Scheme = "Digest";
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || header.Length == Scheme.Length || header[Scheme.Length] is not (' ' or '\t')) return false;
        var rest = header.AsSpan(Scheme.Length);
        while (rest.Length > 0)
        {
            var end = SipText.ElementEnd(rest);
            var field = rest[..end].Trim();
            rest = end < rest.Length ? rest[(end + 1)..] : [];
            if (field.Length == 0) continue;
            var equals = field.IndexOf('=');
            if (equals <= 0 || !fields._fields.TryAdd(field[..equals].Trim().ToString(), SipText.Unquote(field[(equals + 1)..].Trim()))) return false;
        }
        return true;
    }
}
