using CallSummary.Audio.Timeline;
using CallSummary.Contracts;

namespace CallSummary.Gateway.Recording;

/// <summary>
/// The packets of one call that wait for the disk. Bounded: what does not fit is dropped and counted, for the media path never
/// waits; the disk takes everything at once and holds nobody up meanwhile.
/// </summary>
internal sealed class PacketQueue(int capacity)
{
    private readonly Lock _lock = new();
    private PacketBlock? _first;
    private PacketBlock? _last;
    private int _waiting;
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

            if (_waiting >= capacity)
            {
                Dropped++;
                return;
            }

            Accepted++;
            _waiting++;
            if (_last is null)
            {
                _first = _last = PacketBlock.Rent();
            }

            if (!_last.TryAdd(leg, packet, payload))
            {
                _last.Next = PacketBlock.Rent();
                _last = _last.Next;
                _ = _last.TryAdd(leg, packet, payload);
            }
        }
    }

    /// <summary>Takes all that waits; give it back with <see cref="PacketBlock.Return"/>.</summary>
    public PacketBlock? TakeAll()
    {
        lock (_lock)
        {
            var all = _first;
            _first = _last = null;
            _waiting = 0;
            return all;
        }
    }

    /// <summary>Takes nothing more in; what waits can still be taken out.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
        }
    }
}
