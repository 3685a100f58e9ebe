using System.Globalization;
using System.Text;

namespace CallSummary.Sip.Sdp;

/// <summary>A session description (RFC 8866).</summary>
public sealed class SdpDescription
{
    /// <summary>The media type of SDP bodies.</summary>
    public const string MediaType = "application/sdp";

    public required SdpOrigin Origin { get; set; }

    public string SessionName { get; set; } = "-";

    /// <summary>The session-level c=; null when each m= has its own.</summary>
    public SdpConnection? Connection { get; set; }

    public IList<string> Bandwidths { get; } = [];

    /// <summary>Session-level a= lines, unknown ones included, in order.</summary>
    public IList<SdpAttribute> Attributes { get; } = [];

    public IList<SdpMedia> Media { get; } = [];

    /// <summary>The first session-level attribute of this name; null when absent; "" for a flag.</summary>
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

    /// <summary>Reads a description. Any input gives a description or an error, never an exception.</summary>
    public static SdpParseError Parse(ReadOnlySpan<byte> body, out SdpDescription? description)
    {
        description = null;
        if (body.Length > SdpLimits.MaxBytes) return SdpParseError.TooLarge;
        return SdpReader.Read(Encoding.UTF8.GetString(body), out description);
    }

    /// <summary>As <see cref="Parse(ReadOnlySpan{byte}, out SdpDescription?)"/>, from text.</summary>
    public static SdpParseError Parse(string text, out SdpDescription? description)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(Encoding.UTF8.GetBytes(text), out description);
    }

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(ToString());

    public override string ToString()
    {
        var text = new StringBuilder(256);
        Line(text, 'v', "0");
        Line(text, 'o', Origin.ToString());
        Line(text, 's', SessionName);
        if (Connection is not null) Line(text, 'c', Connection.ToString());
        foreach (var bandwidth in Bandwidths) Line(text, 'b', bandwidth);
        Line(text, 't', "0 0");
        AppendAttributes(text, Attributes);
        foreach (var media in Media)
        {
            text.Append(CultureInfo.InvariantCulture, $"m={media.Kind} {media.Port} {media.Protocol}");
            foreach (var format in media.Formats) text.Append(' ').Append(format);
            text.Append("\r\n");
            if (media.Connection is not null) Line(text, 'c', media.Connection.ToString());
            foreach (var bandwidth in media.Bandwidths) Line(text, 'b', bandwidth);
            AppendAttributes(text, media.Attributes);
        }
        return text.ToString();
    }

    private static void Line(StringBuilder text, char type, string value) => text.Append(type).Append('=').Append(value).Append("\r\n");

    private static void AppendAttributes(StringBuilder text, IList<SdpAttribute> attributes)
    {
        foreach (var (name, value) in attributes)
        {
            text.Append("a=").Append(name);
            if (value is not null) text.Append(':').Append(value);
            text.Append("\r\n");
        }
    }
}
