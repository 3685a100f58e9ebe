using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace CallSummary.Sip.Transports;

/// <summary>Listens for TCP connections and keeps all of them, accepted and made, for reuse (RFC 3261, 18).</summary>
internal sealed class TcpTransport : IAsyncDisposable
{
    private readonly ConcurrentDictionary<IPEndPoint, TcpConnection> _connections = new();
    private readonly ConcurrentDictionary<TcpConnection, Task> _running = new();
    private readonly List<Socket> _listeners = [];
    private readonly List<Task> _loops = [];
    private readonly SipStackOptions _options;
    private readonly ISipReceiver _receiver;
    private readonly TimeProvider _time;
    private readonly ITimer _sweep;
    private volatile bool _stopped;

    public TcpTransport(SipStackOptions options, ISipReceiver receiver, TimeProvider time)
    {
        _options = options;
        _receiver = receiver;
        _time = time;
        var period = TimeSpan.FromTicks(Math.Max(options.TcpIdleTimeout.Ticks / 4, TimeSpan.TicksPerMillisecond));
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
    public TcpConnection? ConnectionTo(IPEndPoint remote)
    {
        if (_connections.TryGetValue(remote, out var known) && known.IsOpen) return known;
        if (_stopped || _running.Count >= _options.MaxTcpConnections) return null;
        var socket = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        var connection = new TcpConnection(socket, remote, _receiver, _time, OnClosed);
        var winner = _connections.AddOrUpdate(remote, connection, (_, other) => other.IsOpen ? other : connection);
        if (winner != connection)
        {
            socket.Dispose();
            return winner;
        }
        Run(connection, connect: true);
        return connection;
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
            if (_stopped || _running.Count >= _options.MaxTcpConnections || socket.RemoteEndPoint is not IPEndPoint remote)
            {
                socket.Dispose();
                continue;
            }
            var connection = new TcpConnection(socket, remote, _receiver, _time, OnClosed);
            _connections[remote] = connection;
            Run(connection, connect: false);
        }
    }

    private void Run(TcpConnection connection, bool connect)
    {
        _running[connection] = Task.CompletedTask;
        var task = Task.Run(() => connection.RunAsync(connect));
        _running.TryUpdate(connection, task, Task.CompletedTask);
    }

    private void OnClosed(TcpConnection connection)
    {
        _connections.TryRemove(KeyValuePair.Create(connection.RemoteEndPoint, connection));
        _running.TryRemove(connection, out _);
        _receiver.OnChannelFailed(connection);
    }

    private void Sweep()
    {
        foreach (var connection in _running.Keys) connection.CloseIfIdle(_options.TcpIdleTimeout, 64 * _options.T1);
    }
}
