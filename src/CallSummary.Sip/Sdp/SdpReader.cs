namespace CallSummary.Sip.Sdp;

/// <summary>Reads type=value lines (RFC 8866, 5). Order is not enforced beyond v= first; lines that carry nothing for us are skipped.</summary>
internal static class SdpReader
{
    public static SdpParseError Read(string text, out SdpDescription? description)
    {
        description = null;
        SdpDescription? result = null;
        SdpMedia? media = null;
        var sawVersion = false;
        SdpConnection? connection = null;
        var lines = 0;
        foreach (var rawLine in text.AsSpan().EnumerateLines())
        {
            var line = rawLine.TrimEnd();
            if (line.IsEmpty) continue;
            if (++lines > SdpLimits.MaxLines) return SdpParseError.TooLarge;
            if (line.Length < 2 || line[1] != '=' || line.Contains('\0')) return SdpParseError.BadLine;
            var value = line[2..];
            if (!sawVersion)
            {
                if (line[0] != 'v' || value.Trim() is not "0") return SdpParseError.BadVersion;
                sawVersion = true;
                continue;
            }
            if (line[0] == 'o')
            {
                if (result is not null || !SdpOrigin.TryParse(value, out var origin)) return SdpParseError.BadOrigin;
                result = new SdpDescription { Origin = origin! };
                continue;
            }
            if (result is null) return SdpParseError.BadOrigin;
            switch (line[0])
            {
                case 's':
                    result.SessionName = value.ToString();
                    break;
                case 'c':
                    if (!SdpConnection.TryParse(value, out connection)) return SdpParseError.BadConnection;
                    if (media is null) result.Connection = connection;
                    else media.Connection ??= connection;
                    break;
                case 'b':
                    (media?.Bandwidths ?? result.Bandwidths).Add(value.ToString());
                    break;
                case 'a':
                    var colon = value.IndexOf(':');
                    (media?.Attributes ?? result.Attributes).Add(colon < 0
                        ? new SdpAttribute(value.ToString())
                        : new SdpAttribute(value[..colon].ToString(), value[(colon + 1)..].ToString()));
                    break;
                case 'm':
                    if (result.Media.Count == SdpLimits.MaxMedia) return SdpParseError.TooLarge;
                    if (!SdpMedia.TryParse(value, out media)) return SdpParseError.BadMedia;
                    result.Media.Add(media!);
                    break;
            }
        }
        if (result is null) return sawVersion ? SdpParseError.BadOrigin : SdpParseError.Empty;
        description = result;
        return SdpParseError.None;
    }
}
