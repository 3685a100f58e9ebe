using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;

namespace CallSummary.Sip.Transports;

/// <summary>One TCP connection, plain or under TLS, accepted or made by us: a read loop and a bounded send queue.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "RunAsync owns and disposes what the connection holds.")]
internal sealed class TcpConnection : SipChannel
{
    private const int SendQueue = 1_024;
    private static readonly byte[] s_pong = "\r\n"u8.ToArray();
    private static readonly byte[] s_ping = "\r\n\r\n"u8.ToArray();

    private readonly SipInbox _inbox;
    private readonly Action<TcpConnection> _closed;
    private readonly TimeProvider _time;
    private readonly Socket _socket;
    private readonly TlsHandshake? _tls;
    private readonly Channel<byte[]> _outgoing = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(SendQueue) { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private volatile X509Certificate2? _peerCertificate;
    private long _lastActivity;
    private long _messageBegan;
    private int _isClosed;

    /// <param name="socket">Accepted, or not yet connected.</param>
    /// <param name="remote">The peer.</param>
    /// <param name="domain">Whom we called, where the connection is ours; null: accepted.</param>
    /// <param name="inbox">Takes the messages.</param>
    /// <param name="tls">Null: plain TCP.</param>
    /// <param name="time">The clock.</param>
    /// <param name="closed">Called once, at the end.</param>
    public TcpConnection(Socket socket, IPEndPoint remote, string? domain, SipInbox inbox, TlsHandshake? tls, TimeProvider time, Action<TcpConnection> closed)
    {
        _socket = socket;
        _inbox = inbox;
        _tls = tls;
        _time = time;
        _closed = closed;
        Domain = domain;
        RemoteEndPoint = remote;
        LocalEndPoint = socket.LocalEndPoint as IPEndPoint ?? new IPEndPoint(IPAddress.Any, 0);
        _lastActivity = time.GetTimestamp();
    }

    public override SipProtocol Protocol => _tls is null ? SipProtocol.Tcp : SipProtocol.Tls;

    public override IPEndPoint LocalEndPoint { get; }

    public override X509Certificate2? PeerCertificate => _peerCertificate;

    public IPEndPoint RemoteEndPoint { get; }

    /// <summary>Whom we called; null when the peer called us.</summary>
    public string? Domain { get; }

    public override bool IsOpen => Volatile.Read(ref _isClosed) == 0;

    /// <summary>Runs until the connection ends; connects first when it is ours. Never faults.</summary>
    public async Task RunAsync()
    {
        try
        {
            _socket.NoDelay = true;
            if (Domain is not null) await _socket.ConnectAsync(RemoteEndPoint, _stop.Token).ConfigureAwait(false);
            var stream = await OpenAsync().ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                var sending = SendAsync(stream);
                await ReceiveAsync(stream).ConfigureAwait(false);
                Close();
                await sending.ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is SocketException or IOException or ObjectDisposedException or OperationCanceledException or AuthenticationException or InvalidOperationException)
        {
            // The peer went away, is not who it must be, or we closed: Close below tells who waits for it.
        }
        finally
        {
            Close();
            _stop.Dispose();
        }
    }

    public override bool TrySend(byte[] message, IPEndPoint remote)
    {
        if (_outgoing.Writer.TryWrite(message)) return true;
        Close(); // closed already, or a peer that does not read
        return false;
    }

    /// <summary>Closes when nothing moved for the idle time, or a message stays unfinished for the message time.</summary>
    public void CloseIfIdle(TimeSpan idle, TimeSpan message)
    {
        var began = Volatile.Read(ref _messageBegan);
        if (_time.GetElapsedTime(Volatile.Read(ref _lastActivity)) >= idle || (began != 0 && _time.GetElapsedTime(began) >= message)) Close();
    }

    public void Close()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) != 0) return;
        _outgoing.Writer.TryComplete();
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // RunAsync ended at the same moment.
        }
        _socket.Dispose();
        _closed(this);
    }

    /// <summary>A ping on a connection that is ours and quiet (RFC 5626, 3.5.1).</summary>
    public void KeepAlive(TimeSpan interval)
    {
        if (Domain is not null && _time.GetElapsedTime(Volatile.Read(ref _lastActivity)) >= interval) TrySend(s_ping, RemoteEndPoint);
    }

    private async Task<Stream> OpenAsync()
    {
        var plain = new NetworkStream(_socket, ownsSocket: false);
        if (_tls is null) return plain;
        var secure = Domain is null
            ? await _tls.AsServerAsync(plain, _stop.Token).ConfigureAwait(false)
            : await _tls.AsClientAsync(plain, Domain, _stop.Token).ConfigureAwait(false);
        _peerCertificate = secure.RemoteCertificate as X509Certificate2;
        Volatile.Write(ref _lastActivity, _time.GetTimestamp());
        return secure;
    }

    private async Task ReceiveAsync(Stream stream)
    {
        using var framer = new SipStreamFramer();
        while (true)
        {
            var count = await stream.ReadAsync(framer.GetMemory(), _stop.Token).ConfigureAwait(false);
            if (count == 0) return;
            Volatile.Write(ref _lastActivity, _time.GetTimestamp());
            framer.Advance(count);
            if (!Deliver(framer)) return;
            Volatile.Write(ref _messageBegan, !framer.IsInsideMessage ? 0 : _messageBegan == 0 ? _time.GetTimestamp() : _messageBegan);
        }
    }

    private bool Deliver(SipStreamFramer framer)
    {
        while (true)
        {
            switch (framer.Next(out var bytes))
            {
                case SipFrame.NeedMore:
                    return true;
                case SipFrame.Broken:
                    return false;
                case SipFrame.Ping:
                    TrySend(s_pong, RemoteEndPoint);
                    break;
                case SipFrame.Message:
                    Volatile.Write(ref _messageBegan, 0);
                    if (!_inbox.Take(bytes, new SipPeer(this, RemoteEndPoint))) return false;
                    break;
            }
        }
    }

    private async Task SendAsync(Stream stream)
    {
        try
        {
            await foreach (var message in _outgoing.Reader.ReadAllAsync().ConfigureAwait(false))
            {
                await stream.WriteAsync(message, _stop.Token).ConfigureAwait(false);
                Volatile.Write(ref _lastActivity, _time.GetTimestamp());
            }
        }
        catch (Exception exception) when (exception is SocketException or IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            Close();
        }
    }
}
