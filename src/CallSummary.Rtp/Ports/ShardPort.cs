using System.Net;
using System.Net.Sockets;
using CallSummary.Rtp.Batching;
using CallSummary.Rtp.Packets;
using CallSummary.Rtp.Receiving;
using CallSummary.Rtp.Sending;

namespace CallSummary.Rtp.Ports;

/// <summary>A port that a shard serves: one leg's own, or the shard's shared one.</summary>
internal sealed class ShardPort(MediaShard shard, Socket socket, bool isShared) : MediaPort
{
    private DatagramHandler? _handler;

    public override AddressFamily Family { get; } = socket.AddressFamily;

    public int Descriptor { get; } = (int)socket.Handle;

    /// <summary>Its place in the shard's table of descriptors.</summary>
    public int Index { get; set; } = -1;

    public override void Start(DatagramHandler handler)
    {
        if (!isShared)
        {
            _handler = handler;
            shard.Add(this);
        }
    }

    public void Handle(Span<byte> datagram, SourceKey source, long timestamp) => _handler!(datagram, source, timestamp);

    public override void Send(ReadOnlySpan<byte> datagram, SocketAddress target, LegSender? owner)
    {
        try
        {
            if (MediaShard.Current is { } current)
            {
                if (current != shard)
                {
                    current.Sending.Add(Descriptor, socket.SafeHandle, datagram, target, owner);
                }
                else if (isShared || Index >= 0)
                {
                    // A socket of this shard cannot be closed while the shard works.
                    current.Sending.Add(Descriptor, null, datagram, target, owner);
                }
                else
                {
                    // Closed, while the call's other leg still relays: the descriptor may be anybody's by now.
                    owner?.CountFailure();
                }
            }
            else
            {
                socket.SendTo(datagram, SocketFlags.None, target);
            }
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

    public override ValueTask CloseAsync()
    {
        if (!isShared)
        {
            shard.Remove(this);
            socket.Dispose();
        }

        return ValueTask.CompletedTask;
    }
}
