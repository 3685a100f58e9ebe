using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CallSummary.Sip.Messages;

namespace CallSummary.Sip.Transports;

/// <summary>From a next hop's URI to a channel and address. The address records of a name are asked for; SRV and NAPTR (RFC 3263) are not.</summary>
internal sealed class SipResolver(TransportLayer transports)
{
    /// <summary>The way to a next hop; null when the name does not resolve or no transport of ours reaches it.</summary>
    public async ValueTask<SipPeer?> ResolveAsync(SipUri nextHop, SipProtocol? wanted)
    {
        var protocol = wanted ?? nextHop.Transport switch
        {
            null or "udp" => SipProtocol.Udp,
            "tcp" => SipProtocol.Tcp,
            _ => (SipProtocol?)null,
        };
        if (protocol is null || nextHop.Scheme != "sip") return null; // sips and tls need TLS
        var host = nextHop.Parameters["maddr"] is { Length: > 0 } maddr ? maddr : nextHop.Host;
        var port = nextHop.Port ?? 5060;
        if (IPAddress.TryParse(host.Trim('[', ']'), out var address)) return PeerAt(protocol.Value, new IPEndPoint(address, port));
        try
        {
            foreach (var found in await Dns.GetHostAddressesAsync(host).ConfigureAwait(false))
            {
                if (PeerAt(protocol.Value, new IPEndPoint(found, port)) is { } peer) return peer;
            }
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException)
        {
            return null;
        }
        return null;
    }

    /// <summary>Where a response over UDP goes (RFC 3261, 18.2.2; RFC 3581, 4): the top Via after the receiver completed it.</summary>
    public static IPEndPoint ResponseTarget(Via via, IPEndPoint source)
    {
        if (via.Parameters["rport"] is not null) return source;
        return new IPEndPoint(source.Address, via.Port ?? 5060);
    }

    /// <summary>Notes the source in the top Via (RFC 3261, 18.2.1; RFC 3581, 4).</summary>
    public static void CompleteVia(SipRequest request, IPEndPoint source)
    {
        var via = request.TopVia!;
        var wantsPort = via.Parameters["rport"] is not null;
        var address = source.Address.ToString();
        if (!wantsPort && via.Host == address) return;
        via.Parameters["received"] = address;
        if (wantsPort) via.Parameters["rport"] = source.Port.ToString(CultureInfo.InvariantCulture);
        request.SetTopVia(via);
    }

    private SipPeer? PeerAt(SipProtocol protocol, IPEndPoint remote) =>
        transports.ChannelTo(protocol, remote) is { } channel ? new SipPeer(channel, remote) : null;
}
