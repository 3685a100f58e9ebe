using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace CallSummary.Sip.Messages;

/// <summary>Reads one message from bytes (RFC 3261, 7). Any input gives a message or an error, never an exception.</summary>
public static class SipParser
{
    /// <summary>
    /// Reads a message. With an error, <paramref name="message"/> is still set when the start line was read and the headers
    /// could be, so that a request can be answered 400.
    /// </summary>
    /// <param name="data">One datagram, or one framed message of a stream. Line breaks before the start line are skipped (7.5).</param>
    /// <param name="message">The message, also beside an error where enough of it was readable.</param>
    public static SipParseError Parse(ReadOnlySpan<byte> data, out SipMessage? message)
    {
        message = null;
        if (data.Length > SipLimits.MaxMessageBytes) return SipParseError.MessageTooLarge;
        while (data.Length > 0 && data[0] is (byte)'\r' or (byte)'\n') data = data[1..];
        if (data.Length == 0) return SipParseError.Empty;
        if (!TakeLine(ref data, out var startLine)) return SipParseError.BadStartLine;
        if (startLine.Length > SipLimits.MaxHeaderBytes || Grows(startLine)) return SipParseError.HeaderTooLong;
        var headers = new SipHeaders();
        var startError = SipStartLine.Parse(startLine, headers, out message);
        if (message is null) return startError;
        var headerError = ParseHeaders(ref data, headers);
        if (startError != SipParseError.None) return startError;
        if (headerError != SipParseError.None) return headerError;
        var bodyError = TakeBody(data, message);
        return bodyError != SipParseError.None ? bodyError : SipMessageRules.Check(message);
    }

    internal static SipParseError ParseHeaders(ref ReadOnlySpan<byte> data, SipHeaders headers)
    {
        var error = SipParseError.None;
        while (true)
        {
            var start = data;
            if (!TakeLine(ref data, out var line)) return error == SipParseError.None ? SipParseError.BadHeader : error;
            if (line.Length == 0) return error;
            var folded = false;
            while (data.Length > 0 && data[0] is (byte)' ' or (byte)'\t')
            {
                folded = true;
                if (!TakeLine(ref data, out _)) return SipParseError.BadHeader;
            }
            if (folded) line = start[..(start.Length - data.Length)];
            if (line.Length > SipLimits.MaxHeaderBytes || Grows(line)) return SipParseError.HeaderTooLong;
            if (headers.Count == SipLimits.MaxHeaders) return SipParseError.TooManyHeaders;
            // A bad line is remembered, the rest still read: the answer needs Via, From, To, Call-ID and CSeq.
            if (!AddHeader(line, folded, headers) && error == SipParseError.None) error = SipParseError.BadHeader;
        }
    }

    /// <summary>Whether a line could be over the cap when it is written again: bytes that are no UTF-8 become three.</summary>
    private static bool Grows(ReadOnlySpan<byte> line) => line.Length > SipLimits.MaxHeaderBytes / 3 && !Utf8.IsValid(line);

    private static bool AddHeader(ReadOnlySpan<byte> line, bool folded, SipHeaders headers)
    {
        Span<char> chars = line.Length <= 1024 ? stackalloc char[1024] : new char[line.Length];
        chars = chars[..Encoding.UTF8.GetChars(line, chars)];
        var colon = chars.IndexOf(':');
        if (colon <= 0) return false;
        var name = chars[..colon].TrimEnd(" \t");
        if (!SipText.IsToken(name)) return false;
        var value = chars[(colon + 1)..];
        if (folded) value = Unfold(value);
        value = value.Trim(" \t");
        if (value.Contains('\r')) return false; // NUL may stand in a quoted pair (RFC 4475, 3.1.1.2)
        var canonical = SipHeaderNames.Canonicalize(name);
        // A compact name at the cap would be over it with its long form.
        if (canonical.Length > name.Length && canonical.Length + 2 + Encoding.UTF8.GetByteCount(value) > SipLimits.MaxHeaderBytes) return false;
        headers.AddParsed(canonical, value.ToString());
        return true;
    }

    /// <summary>Line break and following blanks become one space (7.3.1), in place.</summary>
    private static Span<char> Unfold(Span<char> value)
    {
        var length = 0;
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] is not ('\r' or '\n'))
            {
                value[length++] = value[i];
                continue;
            }
            while (i + 1 < value.Length && value[i + 1] is '\r' or '\n' or ' ' or '\t') i++;
            value[length++] = ' ';
        }
        return value[..length];
    }

    private static SipParseError TakeBody(ReadOnlySpan<byte> rest, SipMessage message)
    {
        var count = message.Headers.CountOf(SipHeaderNames.ContentLength);
        if (count > 1) return SipParseError.DuplicateHeader;
        var length = rest.Length;
        if (count == 1)
        {
            if (!int.TryParse(message.Headers[SipHeaderNames.ContentLength], NumberStyles.None, CultureInfo.InvariantCulture, out length))
            {
                return SipParseError.BadContentLength;
            }
            if (length > rest.Length) return SipParseError.BodyTruncated;
        }
        if (length > 0) message.Body = rest[..length].ToArray();
        return SipParseError.None;
    }

    /// <summary>Takes one line. CRLF ends it; a bare LF is tolerated.</summary>
    private static bool TakeLine(ref ReadOnlySpan<byte> data, out ReadOnlySpan<byte> line)
    {
        var end = data.IndexOf((byte)'\n');
        line = end < 0 ? [] : data[..end];
        if (end < 0) return false;
        if (end > 0 && data[end - 1] == '\r') line = data[..(end - 1)];
        data = data[(end + 1)..];
        return true;
    }
}
