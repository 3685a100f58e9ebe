using System.Net;
using System.Net.Sockets;
using CallSummary.Rtp.Ports;
using CallSummary.Rtp.Receiving;
using CallSummary.Rtp.Sending;

namespace CallSummary.Benchmarks.Media;

/// <summary>Where the simulation ends: a port without a socket.</summary>
internal sealed class NullPort : MediaPort
{
    public override AddressFamily Family => AddressFamily.InterNetwork;

    public override void Start(DatagramHandler handler)
    {
    }

    public override void Send(ReadOnlySpan<byte> datagram, SocketAddress target, LegSender? owner)
    {
    }

    public override ValueTask CloseAsync() => ValueTask.CompletedTask;
}
