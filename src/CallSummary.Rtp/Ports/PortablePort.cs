using System.Net;
using System.Net.Sockets;
using CallSummary.Rtp.Receiving;
using CallSummary.Rtp.Sending;

namespace CallSummary.Rtp.Ports;

/// <summary>One leg's port on any platform: .NET's own sockets, one system call a packet.</summary>
internal sealed class PortablePort(Socket socket, MediaClock clock) : MediaPort
{
    private Task _loop = Task.CompletedTask;

    public override AddressFamily Family => socket.AddressFamily;

    public override void Start(DatagramHandler handler) => _loop = new DatagramLoop(socket, clock, handler).RunAsync();

    public override void Send(ReadOnlySpan<byte> datagram, SocketAddress target, LegSender? owner)
    {
        try
        {
            socket.SendTo(datagram, SocketFlags.None, target);
        }
        catch (SocketException)
        {
            owner?.CountFailure();
        }
        catch (ObjectDisposedException)
        {
            owner?.CountFailure();
        }
    }

    public override async ValueTask CloseAsync()
    {
        socket.Dispose();
        await _loop.ConfigureAwait(false);
    }
}
