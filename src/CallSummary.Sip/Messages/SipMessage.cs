namespace CallSummary.Sip.Messages;

/// <summary>A SIP request or response. A parsed message that passed <see cref="SipParser"/> without error has every typed value.</summary>
public abstract class SipMessage
{
    private Via? _topVia;
    private NameAddress? _from;
    private NameAddress? _to;
    private CSeq? _cseq;
    private SipUri? _contact;

    private protected SipMessage(SipHeaders headers) => Headers = headers;

    public SipHeaders Headers { get; }

    /// <summary>The body's bytes; at most 64 KB; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Body { get; internal set; }

    /// <summary>The Call-ID; empty when a malformed message had none.</summary>
    public string CallId => Headers[SipHeaderNames.CallId] ?? "";

    /// <exception cref="FormatException">The message was malformed: parse errors tell before.</exception>
    public NameAddress From => _from ??= NameAddress.Parse(Headers[SipHeaderNames.From] ?? "");

    /// <exception cref="FormatException">The message was malformed: parse errors tell before.</exception>
    public NameAddress To => _to ??= NameAddress.Parse(Headers[SipHeaderNames.To] ?? "");

    /// <summary>Number and method; default when malformed.</summary>
    public CSeq CSeq
    {
        get
        {
            if (_cseq is { } known) return known;
            _ = CSeq.TryParse(Headers[SipHeaderNames.CSeq], out var cseq);
            _cseq = cseq;
            return cseq;
        }
    }

    /// <summary>The topmost Via; null when a malformed message had none.</summary>
    public Via? TopVia
    {
        get
        {
            if (_topVia is null && Headers[SipHeaderNames.Via] is { } line)
            {
                _ = Via.TryParse(line.AsSpan(0, SipText.ElementEnd(line)), out _topVia);
            }
            return _topVia;
        }
    }

    /// <summary>The media type with its parameters, as written; null when absent.</summary>
    public string? ContentType => Headers[SipHeaderNames.ContentType];

    /// <summary>The first Contact's URI; null when absent, unreadable or the wildcard.</summary>
    public SipUri? ContactUri
    {
        get
        {
            if (_contact is not null) return _contact;
            foreach (var element in Headers.Elements(SipHeaderNames.Contact))
            {
                return NameAddress.TryParse(element, out var address) ? address.Uri : null;
            }
            return null;
        }
    }

    /// <summary>Whether the body is of this media type, parameters aside.</summary>
    public bool HasContent(string mediaType)
    {
        if (Body.IsEmpty || ContentType is not { } type) return false;
        var semicolon = type.IndexOf(';', StringComparison.Ordinal);
        var bare = (semicolon < 0 ? type.AsSpan() : type.AsSpan(0, semicolon)).Trim();
        return bare.Equals(mediaType, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Writes the message as it goes on the wire, Content-Length last.</summary>
    public byte[] ToBytes() => SipWriter.Write(this);

    /// <summary>Reads what every message must have, once, and keeps it. False when From or To is unreadable.</summary>
    internal bool TryKeepAddresses() =>
        NameAddress.TryParse(Headers[SipHeaderNames.From], out _from) & NameAddress.TryParse(Headers[SipHeaderNames.To], out _to);

    /// <summary>Keeps the first Contact that the rules have read.</summary>
    internal void KeepContact(SipUri contact) => _contact ??= contact;

    internal void SetTopVia(Via via)
    {
        _topVia = via;
        var line = Headers[SipHeaderNames.Via]!;
        var end = SipText.ElementEnd(line);
        Headers.ReplaceFirst(SipHeaderNames.Via, string.Concat(via.ToString(), line.AsSpan(end)));
    }
}
