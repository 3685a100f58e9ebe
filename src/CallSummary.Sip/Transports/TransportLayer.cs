using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using CallSummary.Sip.Messages;

namespace CallSummary.Sip.Transports;

/// <summary>All sockets of a stack: binds them, finds the way to a peer, knows what address we have towards it.</summary>
internal sealed class TransportLayer : IAsyncDisposable
{
    private const int AddressCache = 1_024;

    private readonly SipStackOptions _options;
    private readonly ISipReceiver _receiver;
    private readonly List<UdpChannel> _udp = [];
    private readonly List<SipChannel> _attached = [];
    private readonly List<SipListenPoint> _listenPoints = [];
    private readonly TcpTransport _tcp;
    private readonly ConcurrentDictionary<IPAddress, IPAddress> _localAddresses = new();

    public TransportLayer(SipStackOptions options, ISipReceiver receiver, TimeProvider time)
    {
        _options = options;
        _receiver = receiver;
        _tcp = new TcpTransport(options, receiver, time);
    }

    public IReadOnlyList<SipListenPoint> ListenPoints => _listenPoints;

    public int TcpConnectionCount => _tcp.ConnectionCount;

    /// <exception cref="SipBindException">An address cannot be bound.</exception>
    public void Start()
    {
        foreach (var endPoint in _options.UdpEndPoints)
        {
            Bind(SipProtocol.Udp, endPoint, nameof(SipStackOptions.UdpEndPoints), () =>
            {
                var channel = new UdpChannel(endPoint, _receiver);
                _udp.Add(channel);
                return channel.LocalEndPoint;
            });
        }
        foreach (var endPoint in _options.TcpEndPoints)
        {
            Bind(SipProtocol.Tcp, endPoint, nameof(SipStackOptions.TcpEndPoints), () => _tcp.Bind(endPoint));
        }
        foreach (var channel in _udp) channel.Start();
        _tcp.Start();
    }

    /// <summary>For a channel of another kind: TLS later, memory in tests.</summary>
    internal void Attach(SipChannel channel) => _attached.Add(channel);

    /// <summary>The channel that reaches an address; null when there is none.</summary>
    public SipChannel? ChannelTo(SipProtocol protocol, IPEndPoint remote)
    {
        foreach (var channel in _attached)
        {
            if (channel.Protocol == protocol) return channel;
        }
        if (protocol == SipProtocol.Tcp) return _tcp.ConnectionTo(remote);
        foreach (var channel in _udp)
        {
            if (channel.LocalEndPoint.AddressFamily == remote.AddressFamily
                && (!IPAddress.IsLoopback(channel.LocalEndPoint.Address) || IPAddress.IsLoopback(remote.Address)))
            {
                return channel;
            }
        }
        return null;
    }

    /// <summary>What Via and Contact say: the advertised address, else the one that the peer sees.</summary>
    public (string Host, int Port) LocalName(SipPeer peer)
    {
        var listening = peer.Channel.LocalEndPoint;
        if (peer.Protocol == SipProtocol.Tcp)
        {
            // Peers come back to where we listen, not to the connection's own port.
            foreach (var point in _listenPoints)
            {
                if (point.Protocol == SipProtocol.Tcp && point.EndPoint.AddressFamily == peer.EndPoint.AddressFamily) listening = point.EndPoint;
            }
        }
        var port = _options.AdvertisedPort ?? listening.Port;
        if (_options.AdvertisedHost is { } advertised) return (advertised, port);
        var isAny = listening.Address.Equals(IPAddress.Any) || listening.Address.Equals(IPAddress.IPv6Any);
        return (HostPort.Format(isAny ? AddressTowards(peer.EndPoint.Address) : listening.Address), port);
    }

    public async ValueTask DisposeAsync()
    {
        await _tcp.DisposeAsync().ConfigureAwait(false);
        foreach (var channel in _udp) await channel.DisposeAsync().ConfigureAwait(false);
    }

    private void Bind(SipProtocol protocol, IPEndPoint endPoint, string setting, Func<IPEndPoint> bind)
    {
        try
        {
            _listenPoints.Add(new SipListenPoint(protocol, bind()));
        }
        catch (SocketException exception)
        {
            foreach (var channel in _udp) channel.DisposeAsync().AsTask().ContinueWith(static _ => { }, TaskScheduler.Default);
            _udp.Clear();
            _tcp.DisposeAsync().AsTask().ContinueWith(static _ => { }, TaskScheduler.Default);
            _listenPoints.Clear();
            var name = protocol == SipProtocol.Udp ? "UDP" : "TCP";
            var why = exception.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => "the port is in use by another process",
                SocketError.AccessDenied => "this user may not bind it (ports below 1024 need the right to)",
                SocketError.AddressNotAvailable => "this machine does not have the address",
                _ => exception.Message,
            };
            throw new SipBindException($"Cannot listen for SIP on {name} {endPoint}: {why}. Free it, or change {nameof(SipStackOptions)}.{setting}.", exception);
        }
    }

    /// <summary>Our address on the route to a peer: a connected UDP socket knows without sending anything.</summary>
    private IPAddress AddressTowards(IPAddress remote)
    {
        if (_localAddresses.TryGetValue(remote, out var known)) return known;
        IPAddress local;
        try
        {
            using var probe = new Socket(remote.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            probe.Connect(remote, 9);
            local = ((IPEndPoint)probe.LocalEndPoint!).Address;
        }
        catch (SocketException)
        {
            return remote.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Loopback : IPAddress.Loopback;
        }
        if (_localAddresses.Count >= AddressCache) _localAddresses.Clear();
        _localAddresses[remote] = local;
        return local;
    }
}
