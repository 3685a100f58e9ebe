using System.Net;
using System.Net.Sockets;
using CallSummary.Sip.Messages;

namespace CallSummary.Sip.Transports;

/// <summary>One bound UDP socket and its receive loop.</summary>
internal sealed class UdpChannel : SipChannel, IAsyncDisposable
{
    // A burst of calls must wait in the kernel while one message is handled.
    private const int SocketBufferBytes = 4 * 1024 * 1024;

    private readonly Socket _socket;
    private readonly SipInbox _inbox;
    private readonly IPEndPoint _any;
    private Task _loop = Task.CompletedTask;

    /// <exception cref="SocketException">The address cannot be bound.</exception>
    public UdpChannel(IPEndPoint endPoint, SipInbox inbox)
    {
        _inbox = inbox;
        _socket = new Socket(endPoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            if (endPoint.AddressFamily == AddressFamily.InterNetworkV6) _socket.DualMode = false;
            _socket.ReceiveBufferSize = SocketBufferBytes;
            _socket.SendBufferSize = SocketBufferBytes;
            _socket.Bind(endPoint);
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
        LocalEndPoint = (IPEndPoint)_socket.LocalEndPoint!;
        _any = new IPEndPoint(endPoint.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
    }

    public override SipProtocol Protocol => SipProtocol.Udp;

    public override IPEndPoint LocalEndPoint { get; }

    public override bool IsOpen => true;

    public void Start() => _loop = Task.Run(ReceiveAsync);

    public override bool TrySend(byte[] message, IPEndPoint remote)
    {
        try
        {
            _socket.SendTo(message, remote);
            return true;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _loop.ConfigureAwait(false);
    }

    private async Task ReceiveAsync()
    {
        var buffer = GC.AllocateUninitializedArray<byte>(SipLimits.MaxMessageBytes, pinned: true);
        var source = new SocketAddress(_any.AddressFamily);
        while (true)
        {
            int length;
            try
            {
                length = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, source).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
            {
                return;
            }
            catch (SocketException)
            {
                continue; // an ICMP error of an earlier send, or a datagram over our buffer: nothing to read
            }
            // Four bytes or fewer of blanks are keep-alives (RFC 5626, 4.4.1 and common practice).
            if (length <= 4) continue;
            _inbox.Take(buffer.AsSpan(0, length), new SipPeer(this, (IPEndPoint)_any.Create(source)));
        }
    }
}
