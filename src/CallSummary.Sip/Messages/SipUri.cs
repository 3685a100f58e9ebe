using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace CallSummary.Sip.Messages;

/// <summary>
/// A sip, sips or tel URI (RFC 3261, 19.1; RFC 3966). Other schemes are kept as text: <see cref="Host"/> is then empty.
/// </summary>
public sealed class SipUri
{
    private static readonly SearchValues<char> s_forbidden = SearchValues.Create(" \t\r\n<>\"");

    private readonly string? _text;

    /// <summary>A sip URI.</summary>
    /// <param name="user">Unescaped user part, or null.</param>
    /// <param name="host">Host name, IPv4 address, or IPv6 address with or without brackets.</param>
    /// <param name="port">1 to 65535, or null for the transport's default.</param>
    /// <param name="scheme">"sip", "sips" or "tel", lower case.</param>
    public SipUri(string? user, string host, int? port = null, string scheme = "sip")
    {
        ArgumentNullException.ThrowIfNull(host);
        Scheme = scheme;
        User = user;
        Host = host.Contains(':', StringComparison.Ordinal) && host[0] != '[' ? $"[{host}]" : host;
        Port = port;
        Parameters = new SipParameters();
    }

    private SipUri(string text, string scheme, string? user, string host, int? port, SipParameters parameters, string headers)
    {
        _text = text;
        Scheme = scheme;
        User = user;
        Host = host;
        Port = port;
        Parameters = parameters;
        Headers = headers;
    }

    /// <summary>Lower case: "sip", "sips", "tel" or another.</summary>
    public string Scheme { get; }

    /// <summary>The user part (for tel: the number), unescaped, without a password; null when absent.</summary>
    public string? User { get; }

    /// <summary>Host name or address; IPv6 in brackets; empty for tel and unknown schemes.</summary>
    public string Host { get; }

    public int? Port { get; }

    /// <summary>URI parameters. Do not change those of a parsed URI: its text is kept as it came.</summary>
    public SipParameters Parameters { get; }

    /// <summary>What follows '?', without it; empty when absent.</summary>
    public string Headers { get; } = "";

    /// <summary>The value of a header that the URI carries (RFC 3261, 19.1.1), unescaped; null when absent.</summary>
    public string? HeaderValue(string name)
    {
        foreach (var field in Headers.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = field.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && field.AsSpan(0, equals).Equals(name, StringComparison.OrdinalIgnoreCase)) return Uri.UnescapeDataString(field[(equals + 1)..]);
        }
        return null;
    }

    /// <summary>The same URI without what follows '?': as it stands in a Request-URI.</summary>
    public SipUri WithoutHeaders()
    {
        var text = ToString();
        var question = Headers.Length == 0 ? -1 : text.LastIndexOf("?" + Headers, StringComparison.Ordinal);
        return question < 0 ? this : new SipUri(text[..question], Scheme, User, Host, Port, Parameters, "");
    }

    public bool IsSip => Scheme is "sip" or "sips";

    /// <summary>The <c>transport</c> parameter, lower case; null when absent.</summary>
    public string? Transport => Parameters["transport"]?.ToLowerInvariant();

    /// <summary>Whether the next element routes loosely (RFC 3261, 16.12).</summary>
    public bool IsLooseRouter => Parameters.Contains("lr");

    /// <exception cref="FormatException">Not a URI; the message quotes the text.</exception>
    public static SipUri Parse(string text) =>
        TryParse(text, out var uri) ? uri : throw new FormatException($"'{text}' is not a SIP URI, for example sip:user@host:5060.");

    /// <summary>Reads a URI. Never throws.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out SipUri? uri)
    {
        uri = null;
        var colon = text.IndexOf(':');
        if (colon <= 0 || text.ContainsAny(s_forbidden)) return false;
        var schemeSpan = text[..colon];
        if (!SipText.IsToken(schemeSpan) || !char.IsAsciiLetter(schemeSpan[0])) return false;
        var scheme = schemeSpan.Equals("sip", StringComparison.OrdinalIgnoreCase) ? "sip" : schemeSpan.ToString().ToLowerInvariant();
        var rest = text[(colon + 1)..];
        if (rest.Length == 0) return false;
        if (scheme is "sip" or "sips") return TryParseSip(text, scheme, rest, out uri);
        var number = rest;
        SipParameters? parameters = null;
        if (scheme == "tel" && rest.IndexOf(';') is var semicolon and >= 0)
        {
            number = rest[..semicolon];
            if (!SipParameters.TryParse(rest[semicolon..], out parameters)) return false;
        }
        uri = new SipUri(text.ToString(), scheme, number.ToString(), "", null, parameters ?? new SipParameters(), "");
        return true;
    }

    public override string ToString()
    {
        if (_text is not null) return _text;
        var builder = new StringBuilder(48).Append(Scheme).Append(':');
        if (User is not null)
        {
            builder.Append(Escape(User));
            if (Host.Length > 0) builder.Append('@');
        }
        builder.Append(Host);
        if (Port is { } port) builder.Append(':').Append(port.ToString(CultureInfo.InvariantCulture));
        Parameters.AppendTo(builder);
        return builder.ToString();
    }

    private static bool TryParseSip(ReadOnlySpan<char> text, string scheme, ReadOnlySpan<char> rest, [NotNullWhen(true)] out SipUri? uri)
    {
        uri = null;
        string? user = null;
        var at = rest.IndexOf('@');
        if (at == 0) return false;
        if (at > 0)
        {
            var userInfo = rest[..at];
            var password = userInfo.IndexOf(':');
            if (password >= 0) userInfo = userInfo[..password];
            user = Unescape(userInfo);
            rest = rest[(at + 1)..];
        }
        var hostEnd = rest.IndexOfAny(';', '?');
        var hostPort = hostEnd < 0 ? rest : rest[..hostEnd];
        rest = hostEnd < 0 ? [] : rest[hostEnd..];
        if (!HostPort.TryParse(hostPort, out var host, out var port)) return false;
        var question = rest.IndexOf('?');
        var headers = question < 0 ? "" : rest[(question + 1)..].ToString();
        if (question >= 0) rest = rest[..question];
        if (!SipParameters.TryParse(rest, out var parameters)) return false;
        uri = new SipUri(text.ToString(), scheme, user, host, port, parameters, headers);
        return true;
    }

    private static string Unescape(ReadOnlySpan<char> text) =>
        text.IndexOf('%') < 0 ? text.ToString() : Uri.UnescapeDataString(text.ToString());

    // RFC 3261, 25.1: user = unreserved / escaped / user-unreserved.
    private static string Escape(string user)
    {
        const string Free = "-_.!~*'()&=+$,;?/";
        StringBuilder? escaped = null;
        for (var i = 0; i < user.Length; i++)
        {
            var c = user[i];
            if (char.IsAsciiLetterOrDigit(c) || Free.Contains(c, StringComparison.Ordinal))
            {
                escaped?.Append(c);
                continue;
            }
            escaped ??= new StringBuilder(user, 0, i, user.Length + 16);
            var width = char.IsHighSurrogate(c) && i + 1 < user.Length ? 2 : 1;
            foreach (var b in Encoding.UTF8.GetBytes(user.Substring(i, width)))
            {
                escaped.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
            }
            i += width - 1;
        }
        return escaped?.ToString() ?? user;
    }
}
