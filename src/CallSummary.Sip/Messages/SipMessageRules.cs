using System.Globalization;

namespace CallSummary.Sip.Messages;

/// <summary>What every message must have (RFC 3261, 8.1.1), once and readable.</summary>
internal static class SipMessageRules
{
    private static readonly string[] s_single =
    [
        SipHeaderNames.CallId, SipHeaderNames.CSeq, SipHeaderNames.From, SipHeaderNames.To, SipHeaderNames.MaxForwards,
        SipHeaderNames.ContentType,
    ];

    public static SipParseError Check(SipMessage message)
    {
        var headers = message.Headers;
        foreach (var name in s_single)
        {
            if (headers.CountOf(name) > 1) return SipParseError.DuplicateHeader;
        }
        if (string.IsNullOrEmpty(headers[SipHeaderNames.CallId]) || !headers.Contains(SipHeaderNames.CSeq)
            || !headers.Contains(SipHeaderNames.From) || !headers.Contains(SipHeaderNames.To) || !headers.Contains(SipHeaderNames.Via))
        {
            return SipParseError.MissingHeader;
        }
        if (message.TopVia is not { Version: "2.0" } || HasEmptyVia(headers)) return SipParseError.BadVia;
        if (message.CSeq.Method is null) return SipParseError.BadCSeq;
        if (!NameAddress.TryParse(headers[SipHeaderNames.From], out _) || !NameAddress.TryParse(headers[SipHeaderNames.To], out _)) return SipParseError.BadAddress;
        if (message is not SipRequest request) return SipParseError.None;
        if (!SipUri.TryParse(request.RequestUriText, out _)) return SipParseError.BadRequestUri;
        if (request.CSeq.Method != request.Method) return SipParseError.MethodMismatch;
        if (headers[SipHeaderNames.MaxForwards] is { } hops && !byte.TryParse(hops, NumberStyles.None, CultureInfo.InvariantCulture, out _)) return SipParseError.BadMaxForwards;
        foreach (var contact in headers.Elements(SipHeaderNames.Contact))
        {
            if (contact != "*" && !NameAddress.TryParse(contact, out _)) return SipParseError.BadAddress;
        }
        return SipParseError.None;
    }

    /// <summary>A separator without an element (RFC 4475, 3.1.2.1): what another element would read there is anybody's guess.</summary>
    private static bool HasEmptyVia(SipHeaders headers)
    {
        foreach (var header in headers)
        {
            if (!ReferenceEquals(header.Name, SipHeaderNames.Via) || !header.Value.Contains(',', StringComparison.Ordinal)) continue;
            for (var rest = header.Value.AsSpan(); ;)
            {
                var end = SipText.ElementEnd(rest);
                if (rest[..end].Trim() is [] or [';', ..]) return true;
                if (end == rest.Length) break;
                rest = rest[(end + 1)..];
            }
        }
        return false;
    }
}
