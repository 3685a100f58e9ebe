using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using CallSummary.Sip.Messages;

namespace CallSummary.Sip.Transports;

/// <summary>Listens for connections, plain or under TLS, and keeps all of them, accepted and made, for reuse (RFC 3261, 18; RFC 5923).</summary>
internal sealed class TcpTransport : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Target, TcpConnection> _connections = new();
    private readonly ConcurrentDictionary<TcpConnection, Task> _running = new();
    private readonly ConcurrentDictionary<IPAddress, int> _accepted = new();
    private readonly List<Socket> _listeners = [];
    private readonly List<Task> _loops = [];
    private readonly SipStackOptions _options;
    private readonly SipInbox _inbox;
    private readonly TlsHandshake? _tls;
    private readonly TimeProvider _time;
    private readonly ITimer _sweep;
    private volatile bool _stopped;

    /// <param name="options">Limits.</param>
    /// <param name="inbox">Takes the messages.</param>
    /// <param name="tls">Null: plain TCP.</param>
    /// <param name="time">The clock.</param>
    public TcpTransport(SipStackOptions options, SipInbox inbox, TlsHandshake? tls, TimeProvider time)
    {
        _options = options;
        _inbox = inbox;
        _tls = tls;
        _time = time;
        var shortest = options.KeepAliveInterval is { } ping && ping < options.TcpIdleTimeout ? ping : options.TcpIdleTimeout;
        var period = TimeSpan.FromTicks(Math.Max(shortest.Ticks / 4, TimeSpan.TicksPerMillisecond));
        _sweep = time.CreateTimer(static state => ((TcpTransport)state!).Sweep(), this, period, period);
    }

    public int ConnectionCount => _running.Count;

    /// <exception cref="SocketException">The address cannot be bound.</exception>
    public IPEndPoint Bind(IPEndPoint endPoint)
    {
        var listener = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _listeners.Add(listener);
        if (endPoint.AddressFamily == AddressFamily.InterNetworkV6) listener.DualMode = false;
        listener.Bind(endPoint);
        listener.Listen(512);
        return (IPEndPoint)listener.LocalEndPoint!;
    }

    public void Start()
    {
        foreach (var listener in _listeners) _loops.Add(Task.Run(() => AcceptAsync(listener)));
    }

    /// <summary>The open connection to an address, or a new one; null at the limit or after the stop.</summary>
    /// <param name="remote">Where to.</param>
    /// <param name="domain">Whom we call. Under TLS a connection serves the domain that its certificate was checked for, no other (RFC 5923, 7).</param>
    public TcpConnection? ConnectionTo(IPEndPoint remote, string domain)
    {
        var target = new Target(remote, _tls is null ? "" : domain.ToLowerInvariant());
        if (_connections.TryGetValue(target, out var known) && known.IsOpen) return known;
        if (_stopped || _running.Count >= _options.MaxTcpConnections) return null;
        var socket = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        var connection = new TcpConnection(socket, remote, domain, _inbox, _tls, _time, OnClosed);
        var winner = _connections.AddOrUpdate(target, connection, (_, other) => other.IsOpen ? other : connection);
        if (winner != connection)
        {
            socket.Dispose();
            return winner;
        }
        Run(connection);
        return connection;
    }

    /// <summary>
    /// The peer asks to be called over the connection that it made (Via "alias", RFC 5923, 5): under TLS, when its certificate names
    /// the host that it says it is.
    /// </summary>
    public void AddAlias(TcpConnection connection, Via via)
    {
        if (_tls is null || connection.Domain is not null || connection.PeerCertificate is not { } certificate) return;
        if (!SipCertificateNames.Matches(certificate, via.Host)) return;
        var target = new Target(new IPEndPoint(connection.RemoteEndPoint.Address, via.Port ?? 5061), via.Host.ToLowerInvariant());
        _connections.AddOrUpdate(target, connection, (_, other) => other.IsOpen ? other : connection);
    }

    public async ValueTask DisposeAsync()
    {
        _stopped = true;
        await _sweep.DisposeAsync().ConfigureAwait(false);
        foreach (var listener in _listeners) listener.Dispose();
        foreach (var connection in _running.Keys) connection.Close();
        await Task.WhenAll([.. _loops, .. _running.Values]).ConfigureAwait(false);
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await listener.AcceptAsync().ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
            {
                return;
            }
            catch (SocketException)
            {
                // Out of file handles, or the peer reset before we accepted: give the system a moment.
                await Task.Delay(TimeSpan.FromMilliseconds(20), _time).ConfigureAwait(false);
                continue;
            }
            if (_stopped || _running.Count >= _options.MaxTcpConnections || RemoteOf(socket) is not { } remote
                || _accepted.GetValueOrDefault(remote.Address) >= _options.MaxConnectionsPerSource)
            {
                socket.Dispose();
                continue;
            }
            _accepted.AddOrUpdate(remote.Address, 1, static (_, count) => count + 1);
            var connection = new TcpConnection(socket, remote, null, _inbox, _tls, _time, OnClosed);
            if (_tls is null) _connections[new Target(remote, "")] = connection;
            Run(connection);
        }
    }

    private static IPEndPoint? RemoteOf(Socket socket)
    {
        try
        {
            return socket.RemoteEndPoint as IPEndPoint;
        }
        catch (SocketException)
        {
            return null; // reset already
        }
    }

    private void Run(TcpConnection connection)
    {
        _running[connection] = Task.CompletedTask;
        var task = Task.Run(connection.RunAsync);
        _running.TryUpdate(connection, task, Task.CompletedTask);
    }

    private void OnClosed(TcpConnection connection)
    {
        foreach (var pair in _connections)
        {
            if (pair.Value == connection) _connections.TryRemove(pair);
        }
        if (!_running.TryRemove(connection, out _)) return;
        if (connection.Domain is null) Forget(connection.RemoteEndPoint.Address);
        _inbox.OnChannelFailed(connection);
    }

    private void Forget(IPAddress address)
    {
        while (_accepted.TryGetValue(address, out var count))
        {
            if (count > 1 ? _accepted.TryUpdate(address, count - 1, count) : _accepted.TryRemove(KeyValuePair.Create(address, count))) return;
        }
    }

    private void Sweep()
    {
        foreach (var connection in _running.Keys)
        {
            connection.CloseIfIdle(_options.TcpIdleTimeout, 64 * _options.T1);
            if (_options.KeepAliveInterval is { } interval) connection.KeepAlive(interval);
        }
    }

    /// <summary>What a connection may be reused for.</summary>
    private readonly record struct Target(IPEndPoint EndPoint, string Domain);
}
