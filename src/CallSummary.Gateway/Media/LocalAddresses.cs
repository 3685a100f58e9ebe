using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace CallSummary.Gateway.Media;

/// <summary>Which of our addresses a peer can send to.</summary>
internal sealed class LocalAddresses(IOptions<GatewayOptions> options)
{
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

    /// <summary>As <see cref="Towards(IPAddress)"/>, for a host name or address; null when the name does not resolve, or nobody waits for it any more.</summary>
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
            return found.Length == 0 ? null : Towards(found[0]);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
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
