using System.Net;
using System.Net.Sockets;

namespace CallSummary.Sip.Sdp;

/// <summary>A c= line (RFC 8866, 5.7): an address or a host name.</summary>
public sealed record SdpConnection(string Address, bool IsIPv6)
{
    public SdpConnection(IPAddress address) : this(address.ToString(), address.AddressFamily == AddressFamily.InterNetworkV6)
    {
    }

    /// <summary>The address; null for a host name.</summary>
    public IPAddress? IPAddress => IPAddress.TryParse(Address, out var address) ? address : null;

    /// <summary>The hold of RFC 2543: 0.0.0.0 (RFC 3264, 8.4 says to accept it).</summary>
    public bool IsUnspecified => IPAddress is { } address && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));

    public override string ToString() => $"IN {(IsIPv6 ? "IP6" : "IP4")} {Address}";

    internal static bool TryParse(ReadOnlySpan<char> text, out SdpConnection? connection)
    {
        connection = null;
        Span<Range> parts = stackalloc Range[4];
        if (text.Trim().Split(parts, ' ', StringSplitOptions.RemoveEmptyEntries) != 3) return false;
        text = text.Trim();
        if (!text[parts[0]].Equals("IN", StringComparison.OrdinalIgnoreCase)) return false;
        var isIPv6 = text[parts[1]].Equals("IP6", StringComparison.OrdinalIgnoreCase);
        if (!isIPv6 && !text[parts[1]].Equals("IP4", StringComparison.OrdinalIgnoreCase)) return false;
        var address = text[parts[2]];
        var slash = address.IndexOf('/'); // multicast TTL
        connection = new SdpConnection((slash < 0 ? address : address[..slash]).ToString(), isIPv6);
        return connection.Address.Length is > 0 and <= 255;
    }
}
