using System.Globalization;

namespace CallSummary.Sip.Sdp;

/// <summary>An m= line with what belongs to it (RFC 8866, 5.14).</summary>
public sealed class SdpMedia
{
    /// <summary>"audio", "video", "image" ...</summary>
    public required string Kind { get; init; }

    /// <summary>0 to 65535; 0 means the stream is rejected (RFC 3264, 6).</summary>
    public required int Port { get; set; }

    /// <summary>"RTP/AVP", "RTP/SAVP" ...</summary>
    public required string Protocol { get; init; }

    /// <summary>Payload types, as written.</summary>
    public IList<string> Formats { get; } = [];

    /// <summary>The media-level c=; null when the session's holds.</summary>
    public SdpConnection? Connection { get; set; }

    /// <summary>Values of b= lines.</summary>
    public IList<string> Bandwidths { get; } = [];

    /// <summary>All a= lines, unknown ones included, in order.</summary>
    public IList<SdpAttribute> Attributes { get; } = [];

    public bool IsRejected => Port == 0;

    /// <summary>Keys of its SRTP come from a DTLS handshake (RFC 5764, 8).</summary>
    public bool IsDtls => Protocol.StartsWith("UDP/TLS", StringComparison.OrdinalIgnoreCase);

    /// <summary>The first attribute of this name; null when absent; "" for a flag.</summary>
    public string? this[string attribute]
    {
        get
        {
            foreach (var item in Attributes)
            {
                if (item.Name == attribute) return item.Value ?? "";
            }
            return null;
        }
    }

    /// <summary>The m= line that refuses this one: same kind, protocol and formats, port 0 (RFC 3264, 6).</summary>
    internal SdpMedia Refuse()
    {
        var refused = new SdpMedia { Kind = Kind, Port = 0, Protocol = Protocol };
        foreach (var format in Formats) refused.Formats.Add(format);
        return refused;
    }

    internal static bool TryParse(ReadOnlySpan<char> text, out SdpMedia? media)
    {
        media = null;
        Span<Range> parts = stackalloc Range[SdpLimits.MaxFormats + 4];
        var count = text.Split(parts, ' ', StringSplitOptions.RemoveEmptyEntries);
        if (count is < 4 or > SdpLimits.MaxFormats + 3) return false;
        var port = text[parts[1]];
        var slash = port.IndexOf('/'); // number of ports
        if (slash >= 0) port = port[..slash];
        if (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > 65535) return false;
        media = new SdpMedia { Kind = text[parts[0]].ToString().ToLowerInvariant(), Port = number, Protocol = text[parts[2]].ToString() };
        foreach (var part in parts[3..count]) media.Formats.Add(text[part].ToString());
        return true;
    }
}
