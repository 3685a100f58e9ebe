using System.Text;

namespace CallSummary.Sip.Messages;

/// <summary>Reads multipart bodies (RFC 2046, 5.1; RFC 5621).</summary>
public static class MultipartBody
{
    /// <summary>The parts of a message's body; a body that is not multipart is one part. False when malformed or over <see cref="SipLimits.MaxParts"/>.</summary>
    public static bool TryRead(SipMessage message, out IReadOnlyList<MultipartPart> parts)
    {
        ArgumentNullException.ThrowIfNull(message);
        return TryRead(message.ContentType, message.Body, out parts);
    }

    /// <summary>As above, from a media type and bytes.</summary>
    public static bool TryRead(string? contentType, ReadOnlyMemory<byte> body, out IReadOnlyList<MultipartPart> parts)
    {
        parts = [];
        if (body.IsEmpty) return true;
        if (contentType is null || !contentType.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase))
        {
            var headers = new SipHeaders();
            if (contentType is not null) headers.AddParsed(SipHeaderNames.ContentType, contentType);
            parts = [new MultipartPart(headers, body)];
            return true;
        }
        var semicolon = contentType.IndexOf(';', StringComparison.Ordinal);
        if (semicolon < 0 || !SipParameters.TryParse(contentType.AsSpan(semicolon), out var parameters)) return false;
        var boundary = SipText.Unquote(parameters["boundary"] ?? "");
        if (boundary.Length is 0 or > 70) return false;
        return TrySplit(body, Encoding.UTF8.GetBytes("--" + boundary), out parts);
    }

    /// <summary>
    /// The leaves of a body, multipart bodies inside it opened too. False when malformed, deeper than <see cref="SipLimits.MaxDepth"/> or with
    /// more than <see cref="SipLimits.MaxParts"/> leaves.
    /// </summary>
    public static bool TryFlatten(SipMessage message, out IReadOnlyList<MultipartPart> parts)
    {
        ArgumentNullException.ThrowIfNull(message);
        var leaves = new List<MultipartPart>();
        parts = leaves;
        return message.Body.IsEmpty || TryFlatten(message.ContentType, message.Body, leaves, 0);
    }

    private static bool TryFlatten(string? contentType, ReadOnlyMemory<byte> body, List<MultipartPart> leaves, int depth)
    {
        if (depth > SipLimits.MaxDepth || !TryRead(contentType, body, out var parts)) return false;
        foreach (var part in parts)
        {
            if (part.ContentType.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase))
            {
                if (!TryFlatten(part.ContentType, part.Body, leaves, depth + 1)) return false;
                continue;
            }
            if (leaves.Count == SipLimits.MaxParts) return false;
            leaves.Add(part);
        }
        return true;
    }

    private static bool TrySplit(ReadOnlyMemory<byte> body, byte[] delimiter, out IReadOnlyList<MultipartPart> parts)
    {
        var found = new List<MultipartPart>();
        parts = found;
        var position = FindDelimiter(body.Span, delimiter, 0);
        while (position >= 0)
        {
            var start = position + delimiter.Length;
            if (body.Span[start..].StartsWith("--"u8)) return true;
            var lineEnd = body.Span[start..].IndexOf((byte)'\n');
            if (lineEnd < 0) return false;
            start += lineEnd + 1;
            var next = FindDelimiter(body.Span, delimiter, start);
            if (next < 0 || found.Count == SipLimits.MaxParts) return false;
            var end = next;
            if (end > start && body.Span[end - 1] == '\n') end--;
            if (end > start && body.Span[end - 1] == '\r') end--;
            if (!TryReadPart(body[start..end], out var part)) return false;
            found.Add(part);
            position = next;
        }
        return false;
    }

    private static bool TryReadPart(ReadOnlyMemory<byte> raw, out MultipartPart part)
    {
        var headers = new SipHeaders();
        var rest = raw.Span;
        part = new MultipartPart(headers, raw[raw.Length..]);
        if (rest.IsEmpty || SipParser.ParseHeaders(ref rest, headers) != SipParseError.None) return false;
        part = part with { Body = raw[(raw.Length - rest.Length)..] };
        return true;
    }

    /// <summary>A delimiter stands at the start of a line.</summary>
    private static int FindDelimiter(ReadOnlySpan<byte> body, ReadOnlySpan<byte> delimiter, int from)
    {
        while (from <= body.Length)
        {
            var at = body[from..].IndexOf(delimiter);
            if (at < 0) return -1;
            at += from;
            if (at == 0 || body[at - 1] == '\n') return at;
            from = at + 1;
        }
        return -1;
    }
}
