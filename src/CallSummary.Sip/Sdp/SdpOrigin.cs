using System.Globalization;

namespace CallSummary.Sip.Sdp;

/// <summary>The o= line (RFC 8866, 5.2). <see cref="Version"/> rises by one with every changed description (RFC 3264, 8).</summary>
public sealed record SdpOrigin(string Username, string SessionId, ulong Version, SdpConnection Address)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Username} {SessionId} {Version} {Address}");

    internal static bool TryParse(ReadOnlySpan<char> text, out SdpOrigin? origin)
    {
        origin = null;
        Span<Range> parts = stackalloc Range[4];
        if (text.Split(parts, ' ', StringSplitOptions.RemoveEmptyEntries) != 4) return false;
        // The version is numeric by the grammar; peers with larger or odd ones are read as 0.
        _ = ulong.TryParse(text[parts[2]], NumberStyles.None, CultureInfo.InvariantCulture, out var version);
        if (!SdpConnection.TryParse(text[parts[3]], out var address)) return false;
        origin = new SdpOrigin(text[parts[0]].ToString(), text[parts[1]].ToString(), version, address!);
        return true;
    }
}
