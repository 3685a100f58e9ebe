using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using CallSummary.Sip.Messages;

namespace CallSummary.Sip.Transports;

/// <summary>One TCP connection, accepted or made by us: a read loop and a bounded send queue.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "RunAsync owns and disposes what the connection holds.")]
internal sealed class TcpConnection : SipChannel
{
    private const int SendQueue = 1_024;
    private static readonly byte[] s_pong = "\r\n"u8.ToArray();

    private readonly ISipReceiver _receiver;
    private readonly Action<TcpConnection> _closed;
    private readonly TimeProvider _time;
    private readonly Socket _socket;
    private readonly Channel<byte[]> _outgoing = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(SendQueue) { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private long _lastActivity;
    private long _messageBegan;
    private int _isClosed;

    public TcpConnection(Socket socket, IPEndPoint remote, ISipReceiver receiver, TimeProvider time, Action<TcpConnection> closed)
    {
        _socket = socket;
        _receiver = receiver;
        _time = time;
        _closed = closed;
        RemoteEndPoint = remote;
        LocalEndPoint = socket.LocalEndPoint as IPEndPoint ?? new IPEndPoint(IPAddress.Any, 0);
        _lastActivity = time.GetTimestamp();
    }

    public override SipProtocol Protocol => SipProtocol.Tcp;

    public override IPEndPoint LocalEndPoint { get; }

    public IPEndPoint RemoteEndPoint { get; }

    public override bool IsOpen => Volatile.Read(ref _isClosed) == 0;

    /// <summary>Runs until the connection ends; connects first when it is ours. Never faults.</summary>
    public async Task RunAsync(bool connect)
    {
        try
        {
            _socket.NoDelay = true;
            if (connect) await _socket.ConnectAsync(RemoteEndPoint, _stop.Token).ConfigureAwait(false);
            var sending = SendAsync();
            await ReceiveAsync().ConfigureAwait(false);
            Close();
            await sending.ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The peer went away or we closed: Close below tells who waits for it.
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

    private async Task ReceiveAsync()
    {
        using var framer = new SipStreamFramer();
        while (true)
        {
            var count = await _socket.ReceiveAsync(framer.GetMemory(), SocketFlags.None, _stop.Token).ConfigureAwait(false);
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
                    var error = SipParser.Parse(bytes, out var message);
                    _receiver.OnMessage(message, error, new SipPeer(this, RemoteEndPoint));
                    break;
            }
        }
    }

    private async Task SendAsync()
    {
        try
        {
            await foreach (var message in _outgoing.Reader.ReadAllAsync().ConfigureAwait(false))
            {
                for (var sent = 0; sent < message.Length;)
                {
                    sent += await _socket.SendAsync(message.AsMemory(sent), SocketFlags.None, _stop.Token).ConfigureAwait(false);
                }
                Volatile.Write(ref _lastActivity, _time.GetTimestamp());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            Close();
        }
    }
}
