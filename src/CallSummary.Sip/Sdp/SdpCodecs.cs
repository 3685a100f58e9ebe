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
            var (name, clockRate) = Mapping(media, format) ?? payloadType switch
            {
                0 => ("PCMU", 8000),
                8 => ("PCMA", 8000),
                9 => ("G722", 8000),
                18 => ("G729", 8000),
                _ => (null, 0),
            };
            if (name is not null) codecs.Add(new SdpCodec(payloadType, name, clockRate, ValueFor(media, "fmtp", format)));
        }
        return codecs;
    }

    private static (string? Name, int ClockRate)? Mapping(SdpMedia media, string format)
    {
        if (ValueFor(media, "rtpmap", format) is not { } map) return null;
        var parts = map.Split('/');
        if (parts.Length < 2 || parts[0].Length == 0 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var clockRate)) return null;
        // One channel: a third part other than 1 is another format.
        return parts.Length > 2 && parts[2] != "1" ? ($"{parts[0]}/{parts[2]}", clockRate) : (parts[0], clockRate);
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
