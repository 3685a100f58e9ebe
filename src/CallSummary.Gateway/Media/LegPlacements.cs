using System.Net;
using System.Net.Sockets;
using CallSummary.Rtp;

namespace CallSummary.Gateway.Media;

/// <summary>Which port a party's media gets where <see cref="MediaOptions.SharedPorts"/> lets calls share one.</summary>
internal static class LegPlacements
{
    /// <summary>For a party that we call: its address comes with its answer.</summary>
    public static LegPlacement Towards(MediaPolicy policy) => new(Shared: !policy.OffersDtlsOnly);

    /// <summary>For a party whose description is here already.</summary>
    /// <param name="media">The address in it; null when it has none yet.</param>
    /// <param name="signalling">Where its request came from.</param>
    /// <param name="isDtls">It will shake hands, which takes a port of its own.</param>
    public static LegPlacement Of(IPEndPoint? media, IPAddress signalling, bool isDtls) =>
        !isDtls && media is { Port: not 0 } && !IsTranslated(media.Address, signalling) ? new LegPlacement(Shared: true, media) : LegPlacement.Private;

    // Its media will come from an address that nobody has told us.
    private static bool IsTranslated(IPAddress media, IPAddress signalling) => IsInside(media) && !IsInside(signalling);

    /// <summary>RFC 1918, RFC 6598 and RFC 4193: addresses that exist in many networks.</summary>
    private static bool IsInside(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return IsInside(address.MapToIPv4());
        }

        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            return address.IsIPv6UniqueLocal || address.IsIPv6LinkLocal;
        }

        Span<byte> octets = stackalloc byte[4];
        return address.TryWriteBytes(octets, out _) && (octets[0], octets[1]) switch
        {
            (10, _) => true,
            (172, var second) => second is >= 16 and < 32,
            (192, 168) => true,
            (100, var second) => second is >= 64 and < 128,
            _ => false,
        };
    }
}
