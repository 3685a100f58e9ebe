using System.Text;

namespace CallSummary.Sip.Messages;

internal static class SipStartLine
{
    private const string Version = "SIP/2.0";

    /// <summary>Request-Line or Status-Line (RFC 3261, 7.1 and 7.2): exactly one space between the parts.</summary>
    public static SipParseError Parse(ReadOnlySpan<byte> line, SipHeaders headers, out SipMessage? message)
    {
        message = null;
        Span<char> buffer = line.Length <= 512 ? stackalloc char[512] : new char[line.Length];
        ReadOnlySpan<char> text = buffer[..Encoding.UTF8.GetChars(line, buffer)];
        if (text.Contains('\0')) return SipParseError.BadStartLine;
        if (text.StartsWith("SIP/", StringComparison.OrdinalIgnoreCase)) return ParseStatus(text, headers, out message);
        var methodEnd = text.IndexOf(' ');
        var versionStart = text.LastIndexOf("SIP/", StringComparison.OrdinalIgnoreCase);
        if (methodEnd <= 0 || versionStart <= methodEnd + 1 || text[versionStart - 1] != ' ') return SipParseError.BadStartLine;
        var method = text[..methodEnd];
        if (!SipText.IsToken(method)) return SipParseError.BadStartLine;
        var uri = text[(methodEnd + 1)..(versionStart - 1)];
        message = new SipRequest(SipMethods.Intern(method), uri.ToString(), headers);
        var version = text[versionStart..];
        if (version.Equals(Version, StringComparison.OrdinalIgnoreCase)) return SipParseError.None;
        return version.TrimEnd().Equals(Version, StringComparison.OrdinalIgnoreCase) ? SipParseError.BadStartLine : SipParseError.BadVersion;
    }

    private static SipParseError ParseStatus(ReadOnlySpan<char> text, SipHeaders headers, out SipMessage? message)
    {
        message = null;
        if (!text.StartsWith("SIP/2.0 ", StringComparison.OrdinalIgnoreCase)) return SipParseError.BadVersion;
        var rest = text[8..];
        if (rest.Length < 3 || !char.IsAsciiDigit(rest[0]) || !char.IsAsciiDigit(rest[1]) || !char.IsAsciiDigit(rest[2])) return SipParseError.BadStartLine;
        if (rest.Length > 3 && rest[3] != ' ') return SipParseError.BadStartLine;
        var code = ((rest[0] - '0') * 100) + ((rest[1] - '0') * 10) + rest[2] - '0';
        if (code is < 100 or > 699) return SipParseError.BadStartLine;
        message = new SipResponse(code, rest.Length > 4 ? rest[4..].ToString() : "", headers);
        return SipParseError.None;
    }
}
