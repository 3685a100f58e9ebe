using System.Net;
using System.Net.Sockets;
using CallSummary.Rtp;
using CallSummary.Sip.Sdp;

namespace CallSummary.Gateway.Media;

/// <summary>Which port a party's media gets where <see cref="MediaOptions.SharedPorts"/> lets calls share one. A DTLS handshake needs one of its own.</summary>
internal static class LegPlacements
{
    /// <summary>For a party that we call: its address comes with its answer.</summary>
    /// <param name="policy">What it will be offered.</param>
    public static LegPlacement For(MediaPolicy policy) => policy.WillOfferDtls ? LegPlacement.Private : new LegPlacement(Shared: true);

    /// <summary>For a party whose offer is here already.</summary>
    /// <param name="offered">What we would take of it; null when nothing, or when it offers nothing.</param>
    /// <param name="signalling">Where its request came from.</param>
    public static LegPlacement Of(SdpAgreedAudio? offered, IPAddress signalling) =>
        offered is { Security: SdpSecurity.Dtls } ? LegPlacement.Private : Of(offered?.RemoteRtp, signalling);

    /// <summary>For a party whose description is here already.</summary>
    /// <param name="media">The address in it; null when it has none yet.</param>
    /// <param name="signalling">Where its request came from.</param>
    public static LegPlacement Of(IPEndPoint? media, IPAddress signalling) =>
        media is { Port: not 0 } && !IsTranslated(media.Address, signalling) ? new LegPlacement(Shared: true, media) : LegPlacement.Private;

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
