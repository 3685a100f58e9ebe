using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace CallSummary.Sip.Messages;

/// <summary>The value of From, To, Contact, Route and their kin: display name, URI, header parameters (RFC 3261, 20.10).</summary>
public sealed class NameAddress
{
    public NameAddress(SipUri uri, string? displayName = null)
    {
        ArgumentNullException.ThrowIfNull(uri);
        Uri = uri;
        DisplayName = displayName;
        Parameters = new SipParameters();
    }

    private NameAddress(SipUri uri, string? displayName, SipParameters parameters)
    {
        Uri = uri;
        DisplayName = displayName;
        Parameters = parameters;
    }

    /// <summary>Unquoted; null when absent.</summary>
    public string? DisplayName { get; }

    public SipUri Uri { get; }

    /// <summary>Header parameters (tag, expires, q ...), not those of the URI.</summary>
    public SipParameters Parameters { get; }

    public string? Tag => Parameters["tag"] is { Length: > 0 } tag ? tag : null;

    /// <exception cref="FormatException">Not a name-addr; the message quotes the text.</exception>
    public static NameAddress Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is not a SIP address, for example \"Name\" <sip:user@host>.");

    /// <summary>Reads one element (no comma-separated list). Never throws.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out NameAddress? address)
    {
        address = null;
        text = text.Trim();
        string? display = null;
        if (text.Length > 0 && text[0] == '"')
        {
            var end = SipText.QuotedEnd(text);
            if (end < 0) return false;
            display = SipText.Unquote(text[..end]);
            text = text[end..].TrimStart();
            if (text.Length == 0 || text[0] != '<') return false;
        }
        SipUri? uri;
        var open = text.IndexOf('<');
        if (open < 0)
        {
            // addr-spec without brackets: what follows ';' belongs to the header, and '?' and ',' are not allowed (20.10).
            var semicolon = text.IndexOf(';');
            var spec = (semicolon < 0 ? text : text[..semicolon]).TrimEnd();
            if (spec.ContainsAny('?', ',') || !SipUri.TryParse(spec, out uri)) return false;
            text = semicolon < 0 ? [] : text[semicolon..];
        }
        else
        {
            if (open > 0)
            {
                var name = text[..open].Trim();
                if (name.ContainsAny('"', ';')) return false;
                display = name.ToString();
            }
            var close = text[open..].IndexOf('>');
            if (close < 0 || !SipUri.TryParse(text[(open + 1)..(open + close)], out uri)) return false;
            text = text[(open + close + 1)..];
        }
        if (!SipParameters.TryParse(text, out var parameters)) return false;
        address = new NameAddress(uri, display, parameters);
        return true;
    }

    /// <summary>The same party with another tag (null: none).</summary>
    public NameAddress WithTag(string? tag)
    {
        var parameters = Parameters.Clone();
        parameters["tag"] = tag;
        return new NameAddress(Uri, DisplayName, parameters);
    }

    public override string ToString()
    {
        var builder = new StringBuilder(64);
        if (!string.IsNullOrEmpty(DisplayName)) builder.Append(SipText.Quote(DisplayName)).Append(' ');
        builder.Append('<').Append(Uri).Append('>');
        Parameters.AppendTo(builder);
        return builder.ToString();
    }
}
