using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using CallSummary.Audio.Timeline;
using CallSummary.Contracts;

namespace CallSummary.Gateway.Recording;

/// <summary>
/// The packets of one call that wait for the disk. Bounded: what does not fit is dropped and counted, for the media path never
/// waits. Pooled buffers: nothing is allocated per packet.
/// </summary>
internal sealed class PacketQueue(int capacity)
{
    private readonly Lock _lock = new();
    private readonly Queue<QueuedPacket> _packets = new();
    private bool _closed;

    /// <summary>Packets taken in.</summary>
    public long Accepted { get; private set; }

    /// <summary>Packets that did not fit.</summary>
    public long Dropped { get; private set; }

    public void Add(Leg leg, in TimelinePacket packet, ReadOnlySpan<byte> payload)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return;
            }

            if (_packets.Count >= capacity)
            {
                Dropped++;
                return;
            }

            Accepted++;
            var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(payload.Length, 1));
            payload.CopyTo(buffer);
            _packets.Enqueue(new QueuedPacket(leg, packet, buffer, payload.Length));
        }
    }

    /// <summary>Takes the next packet; give it back with <see cref="Release"/>.</summary>
    public bool TryTake([MaybeNullWhen(false)] out QueuedPacket packet)
    {
        lock (_lock)
        {
            return _packets.TryDequeue(out packet);
        }
    }

    public static void Release(in QueuedPacket packet) => ArrayPool<byte>.Shared.Return(packet.Buffer);

    /// <summary>Takes nothing more in; what waits can still be taken out.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
        }
    }
}
