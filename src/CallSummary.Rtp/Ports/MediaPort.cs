using System.Net;
using System.Net.Sockets;
using CallSummary.Rtp.Receiving;
using CallSummary.Rtp.Sending;

namespace CallSummary.Rtp.Ports;

/// <summary>A UDP port that carries media: one leg's own, or one that many share.</summary>
internal abstract class MediaPort
{
    public abstract AddressFamily Family { get; }

    /// <summary>Begins to receive; not on a shared port, which receives already.</summary>
    public abstract void Start(DatagramHandler handler);

    /// <summary>Sends a datagram, or gives it to the batch in progress. Never waits.</summary>
    /// <param name="datagram">The datagram; used again afterwards.</param>
    /// <param name="target">Where to.</param>
    /// <param name="owner">Told when the system does not take it.</param>
    public abstract void Send(ReadOnlySpan<byte> datagram, SocketAddress target, LegSender? owner);

    /// <summary>Ends it; a shared port stays open. No datagram is handed over after it returns.</summary>
    public abstract ValueTask CloseAsync();
}
