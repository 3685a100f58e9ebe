using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace CallSummary.Gateway.Media;

/// <summary>Which of our addresses a peer can send to.</summary>
internal sealed class LocalAddresses(IOptions<GatewayOptions> options)
{
    /// <summary>An address that is nobody's (RFC 5737): the way to it is the default route.</summary>
    private static readonly IPAddress Anywhere = IPAddress.Parse("192.0.2.1");

    private readonly IPAddress? _fixed = Fixed(options.Value);

    /// <summary>The advertised address, the bound one, or that of the interface towards the peer.</summary>
    public IPAddress Towards(IPAddress peer)
    {
        if (_fixed is not null)
        {
            return _fixed;
        }

        // Connecting a UDP socket sends nothing; it makes the system choose the route.
        using var socket = new Socket(peer.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Connect(peer, 9);
            return ((IPEndPoint)socket.LocalEndPoint!).Address;
        }
        catch (SocketException)
        {
            return peer.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Loopback : IPAddress.Loopback;
        }
    }

    /// <summary>As <see cref="Towards(IPAddress)"/>, for a host name or address; null when nobody waits for it any more.</summary>
    public async Task<IPAddress?> TowardsAsync(string host, CancellationToken cancellationToken)
    {
        if (_fixed is not null)
        {
            return _fixed;
        }

        if (IPAddress.TryParse(host.Trim('[', ']'), out var address))
        {
            return Towards(address);
        }

        try
        {
            var found = await Dns.GetHostAddressesAsync(host, cancellationToken);
            return Towards(found.Length == 0 ? Anywhere : found[0]);
        }
        catch (SocketException)
        {
            // It may have SRV records only (RFC 3263 section 4.2): its hosts are looked up when it is called.
            return Towards(Anywhere);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private static IPAddress? Fixed(GatewayOptions options)
    {
        if (IPAddress.TryParse(options.AdvertisedAddress, out var advertised))
        {
            return advertised;
        }

        return IPAddress.TryParse(options.Media.Address, out var bound) && !bound.Equals(IPAddress.Any) && !bound.Equals(IPAddress.IPv6Any)
            ? bound
            : null;
    }
}
