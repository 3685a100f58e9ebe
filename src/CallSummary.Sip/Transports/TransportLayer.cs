using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Resolution;

namespace CallSummary.Sip.Transports;

/// <summary>All sockets of a stack: binds them, finds the way to a peer, knows what address we have towards it.</summary>
internal sealed class TransportLayer : IAsyncDisposable
{
    private const int AddressCache = 1_024;

    private readonly SipStackOptions _options;
    private readonly SipInbox _inbox;
    private readonly List<UdpChannel> _udp = [];
    private readonly List<SipChannel> _attached = [];
    private readonly List<SipListenPoint> _listenPoints = [];
    private readonly TcpTransport _tcp;
    private readonly TcpTransport? _tls;
    private readonly TlsHandshake? _handshake;
    private readonly ConcurrentDictionary<IPAddress, IPAddress> _localAddresses = new();

    public TransportLayer(SipStackOptions options, ISipReceiver receiver, TimeProvider time)
    {
        _options = options;
        _inbox = new SipInbox(options, receiver, time);
        _tcp = new TcpTransport(options, _inbox, null, time);
        if (options.Tls is null) return;
        _handshake = new TlsHandshake(options.Tls, time);
        _tls = new TcpTransport(options, _inbox, _handshake, time);
    }

    public IReadOnlyList<SipListenPoint> ListenPoints => _listenPoints;

    public int TcpConnectionCount => _tcp.ConnectionCount + (_tls?.ConnectionCount ?? 0);

    /// <summary>Requests that the door dropped or refused.</summary>
    public long DroppedRequests => _inbox.Dropped;

    /// <exception cref="InvalidOperationException">The stack was made without TLS.</exception>
    public void ReloadTls(SipTlsOptions options) =>
        (_handshake ?? throw new InvalidOperationException("The stack was made without SipStackOptions.Tls.")).Reload(options);

    /// <exception cref="SipBindException">An address cannot be bound.</exception>
    public void Start()
    {
        foreach (var endPoint in _options.UdpEndPoints)
        {
            Bind(SipProtocol.Udp, endPoint, nameof(SipStackOptions.UdpEndPoints), () =>
            {
                var channel = new UdpChannel(endPoint, _inbox);
                _udp.Add(channel);
                return channel.LocalEndPoint;
            });
        }
        foreach (var endPoint in _options.TcpEndPoints)
        {
            Bind(SipProtocol.Tcp, endPoint, nameof(SipStackOptions.TcpEndPoints), () => _tcp.Bind(endPoint));
        }
        foreach (var endPoint in _options.TlsEndPoints)
        {
            Bind(SipProtocol.Tls, endPoint, nameof(SipStackOptions.TlsEndPoints), () => _tls!.Bind(endPoint));
        }
        foreach (var channel in _udp) channel.Start();
        _tcp.Start();
        _tls?.Start();
    }

    /// <summary>For a channel of another kind: memory in tests.</summary>
    internal void Attach(SipChannel channel) => _attached.Add(channel);

    /// <summary>The channel that reaches an address; null when there is none.</summary>
    /// <param name="protocol">The transport.</param>
    /// <param name="remote">The address.</param>
    /// <param name="domain">The host of the URI that led there: what a certificate must name.</param>
    public SipChannel? ChannelTo(SipProtocol protocol, IPEndPoint remote, string domain)
    {
        foreach (var channel in _attached)
        {
            if (channel.Protocol == protocol) return channel;
        }
        if (protocol == SipProtocol.Tcp) return _tcp.ConnectionTo(remote, domain);
        if (protocol == SipProtocol.Tls) return _tls?.ConnectionTo(remote, domain);
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

    /// <summary>The channel to a target; null when there is none.</summary>
    public SipPeer? PeerOf(SipTarget target) =>
        ChannelTo(target.Protocol, target.EndPoint, target.Domain) is { } channel ? new SipPeer(channel, target.EndPoint) : null;

    /// <summary>Whether we can send by this transport to addresses of a family, without trying.</summary>
    public bool CanReach(SipProtocol protocol, AddressFamily family) =>
        _attached.Exists(channel => channel.Protocol == protocol)
        || protocol switch
        {
            SipProtocol.Udp => _udp.Exists(channel => channel.LocalEndPoint.AddressFamily == family),
            SipProtocol.Tcp => true,
            _ => _tls is not null,
        };

    /// <summary>What Via and Contact say: the advertised address, else the one that the peer sees.</summary>
    public (string Host, int? Port) LocalName(SipPeer peer)
    {
        var listening = peer.Channel.LocalEndPoint;
        int? port = peer.Protocol == SipProtocol.Udp ? listening.Port : null;
        if (peer.Protocol != SipProtocol.Udp)
        {
            // Peers come back to where we listen, not to the connection's own port; where we do not listen there is no port to name.
            foreach (var point in _listenPoints)
            {
                if (point.Protocol != peer.Protocol || point.EndPoint.AddressFamily != peer.EndPoint.AddressFamily) continue;
                listening = point.EndPoint;
                port = listening.Port;
            }
        }
        port = (peer.Protocol == SipProtocol.Tls ? _options.AdvertisedTlsPort : _options.AdvertisedPort) ?? port;
        if (_options.AdvertisedHost is { } advertised) return (advertised, port);
        var isAny = listening.Address.Equals(IPAddress.Any) || listening.Address.Equals(IPAddress.IPv6Any);
        return (HostPort.Format(isAny ? AddressTowards(peer.EndPoint.Address) : listening.Address), port);
    }

    /// <summary>Notes a peer's wish to be called over its own connection.</summary>
    public void AddAlias(SipPeer peer, Via via)
    {
        if (peer.Channel is TcpConnection { Protocol: SipProtocol.Tls } connection && via.Parameters.Contains("alias")) _tls!.AddAlias(connection, via);
    }

    /// <summary>Whether we listen on this transport.</summary>
    public bool IsListening(SipProtocol protocol) => _listenPoints.Exists(point => point.Protocol == protocol);

    public async ValueTask DisposeAsync()
    {
        await _tcp.DisposeAsync().ConfigureAwait(false);
        if (_tls is not null) await _tls.DisposeAsync().ConfigureAwait(false);
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
            _tls?.DisposeAsync().AsTask().ContinueWith(static _ => { }, TaskScheduler.Default);
            _listenPoints.Clear();
            var name = SipProtocols.ViaName(protocol);
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
