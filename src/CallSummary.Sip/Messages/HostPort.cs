using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace CallSummary.Sip.Messages;

/// <summary>The <c>host [":" port]</c> of URIs and Via (RFC 3261, 25.1).</summary>
internal static class HostPort
{
    private static readonly SearchValues<char> s_host = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_");

    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out string? host, out int? port)
    {
        host = null;
        port = null;
        text = text.Trim();
        int end;
        if (text.Length > 0 && text[0] == '[')
        {
            var close = text.IndexOf(']');
            if (close < 0 || !IPAddress.TryParse(text[1..close], out var v6) || v6.AddressFamily != AddressFamily.InterNetworkV6) return false;
            end = close + 1;
        }
        else
        {
            end = text.IndexOf(':');
            if (end < 0) end = text.Length;
            var name = text[..end].TrimEnd();
            if (name.Length == 0 || name.Length > 255 || name.IndexOfAnyExcept(s_host) >= 0) return false;
        }
        host = text[..end].TrimEnd().ToString();
        var rest = text[end..].Trim();
        if (rest.Length == 0) return true;
        if (rest[0] != ':') return false;
        if (!int.TryParse(rest[1..].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value is < 1 or > 65535) return false;
        port = value;
        return true;
    }

    /// <summary>An address as it stands in a URI or Via: IPv6 in brackets, no scope.</summary>
    public static string Format(IPAddress address) =>
        address.AddressFamily != AddressFamily.InterNetworkV6 ? address.ToString()
        : address.IsIPv4MappedToIPv6 ? address.MapToIPv4().ToString()
        : $"[{new IPAddress(address.GetAddressBytes())}]";
}
