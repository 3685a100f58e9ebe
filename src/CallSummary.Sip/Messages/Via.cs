using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace CallSummary.Sip.Messages;

/// <summary>One Via element (RFC 3261, 20.42; rport: RFC 3581).</summary>
public sealed class Via
{
    /// <summary>Branches of RFC 3261 elements start with this (8.1.1.7).</summary>
    public const string MagicCookie = "z9hG4bK";

    internal Via(string transport, string host, int? port, SipParameters parameters)
    {
        Transport = transport;
        Host = host;
        Port = port;
        Parameters = parameters;
    }

    /// <summary>Upper case: UDP, TCP, TLS ...</summary>
    public string Transport { get; }

    public string Host { get; }

    public int? Port { get; }

    public SipParameters Parameters { get; }

    public string? Branch => Parameters["branch"];

    public string? Received => Parameters["received"];

    /// <summary>Whether branch was made by an RFC 3261 element and so names the transaction.</summary>
    public bool HasMagicCookie => Branch is { } branch && branch.StartsWith(MagicCookie, StringComparison.OrdinalIgnoreCase) && branch.Length > MagicCookie.Length;

    /// <summary>"2.0", but in a message that is refused for it.</summary>
    internal string Version { get; init; } = "2.0";

    internal string SentBy => Port is { } port ? string.Create(CultureInfo.InvariantCulture, $"{Host}:{port}") : Host;

    /// <summary>Reads one element. Never throws.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out Via? via)
    {
        via = null;
        text = text.Trim();
        if (!TakeProtocolPart(ref text, out var protocol) || !protocol.Equals("SIP", StringComparison.OrdinalIgnoreCase)) return false;
        if (!TakeProtocolPart(ref text, out var version) || version.Length is 0 or > 16 || version.ContainsAnyExceptInRange('.', '9')) return false;
        var blank = text.IndexOfAny(' ', '\t');
        if (blank <= 0) return false;
        var transport = text[..blank];
        if (!SipText.IsToken(transport)) return false;
        text = text[blank..].TrimStart();
        var semicolon = text.IndexOf(';');
        if (!HostPort.TryParse(semicolon < 0 ? text : text[..semicolon], out var host, out var port)) return false;
        if (!SipParameters.TryParse(semicolon < 0 ? [] : text[semicolon..], out var parameters)) return false;
        var name = transport switch
        {
            "UDP" => "UDP",
            "TCP" => "TCP",
            _ => transport.ToString().ToUpperInvariant(),
        };
        via = version is "2.0" ? new Via(name, host, port, parameters) : new Via(name, host, port, parameters) { Version = version.ToString() };
        return true;
    }

    public override string ToString()
    {
        var builder = new StringBuilder(96).Append("SIP/").Append(Version).Append('/').Append(Transport).Append(' ').Append(SentBy);
        Parameters.AppendTo(builder);
        return builder.ToString();
    }

    private static bool TakeProtocolPart(ref ReadOnlySpan<char> text, out ReadOnlySpan<char> part)
    {
        var slash = text.IndexOf('/');
        part = slash < 0 ? [] : text[..slash].Trim();
        if (slash < 0) return false;
        text = text[(slash + 1)..].TrimStart();
        return true;
    }
}
