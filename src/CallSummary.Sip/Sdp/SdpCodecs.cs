using System.Globalization;

namespace CallSummary.Sip.Sdp;

internal static class SdpCodecs
{
    /// <summary>The formats of a stream in its order: from a=rtpmap, else the static payload types that we know (RFC 3551).</summary>
    public static List<SdpCodec> Of(SdpMedia media)
    {
        var codecs = new List<SdpCodec>(media.Formats.Count);
        foreach (var format in media.Formats)
        {
            if (!int.TryParse(format, NumberStyles.None, CultureInfo.InvariantCulture, out var payloadType) || payloadType > 127) continue;
            var (name, clockRate, channels) = Mapping(media, format) ?? payloadType switch
            {
                0 => ("PCMU", 8000, 1),
                8 => ("PCMA", 8000, 1),
                9 => ("G722", 8000, 1),
                13 => ("CN", 8000, 1),
                18 => ("G729", 8000, 1),
                _ => (null, 0, 1),
            };
            if (name is not null) codecs.Add(new SdpCodec(payloadType, name, clockRate, ValueFor(media, "fmtp", format)) { Channels = channels });
        }
        return codecs;
    }

    private static (string? Name, int ClockRate, int Channels)? Mapping(SdpMedia media, string format)
    {
        if (ValueFor(media, "rtpmap", format) is not { } map) return null;
        var parts = map.Split('/');
        if (parts.Length < 2 || parts[0].Length == 0 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var clockRate)) return null;
        var channels = 1;
        if (parts.Length > 2 && (!int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out channels) || channels is < 1 or > 255)) return null;
        return (parts[0], clockRate, channels);
    }

    private static string? ValueFor(SdpMedia media, string attribute, string format)
    {
        foreach (var (name, value) in media.Attributes)
        {
            if (name == attribute && value is not null && value.StartsWith(format, StringComparison.Ordinal)
                && value.Length > format.Length && value[format.Length] == ' ')
            {
                return value[(format.Length + 1)..].Trim();
            }
        }
        return null;
    }
}
