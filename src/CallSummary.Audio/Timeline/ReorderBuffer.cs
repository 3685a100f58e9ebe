namespace CallSummary.Audio.Timeline;

/// <summary>Holds the few packets that came before an earlier one. Slots get their memory when first used.</summary>
internal sealed class ReorderBuffer(int capacity)
{
    // 20 ms of G.711.
    private const int UsualPayloadLength = 160;

    private readonly Slot[] _slots = new Slot[capacity];

    public int Count { get; private set; }

    public bool IsFull => Count == _slots.Length;

    public bool Contains(ushort sequenceNumber) => IndexOf(sequenceNumber) >= 0;

    public void Add(in TimelinePacket packet, ReadOnlySpan<byte> payload)
    {
        ref var slot = ref _slots[Array.FindIndex(_slots, static s => !s.Used)];
        if (slot.Memory is null || slot.Memory.Length < payload.Length)
        {
            slot.Memory = new byte[Math.Max(payload.Length, UsualPayloadLength)];
        }

        payload.CopyTo(slot.Memory);
        slot.Length = payload.Length;
        slot.Packet = packet;
        slot.Used = true;
        Count++;
    }

    /// <summary>Takes out the packet with this number; the payload is valid until the next <see cref="Add"/>.</summary>
    public bool TryTake(ushort sequenceNumber, out TimelinePacket packet, out ReadOnlySpan<byte> payload)
    {
        var index = IndexOf(sequenceNumber);
        if (index < 0)
        {
            packet = default;
            payload = default;
            return false;
        }

        ref var slot = ref _slots[index];
        packet = slot.Packet;
        payload = slot.Memory.AsSpan(0, slot.Length);
        slot.Used = false;
        Count--;
        return true;
    }

    /// <summary>The held packet that comes next after <paramref name="expected"/>, and the earliest arrival of all held.</summary>
    public bool TryPeek(ushort expected, out ushort nearest, out TimeSpan oldestArrival)
    {
        nearest = 0;
        oldestArrival = TimeSpan.MaxValue;
        if (Count == 0)
        {
            return false;
        }

        var distance = int.MaxValue;
        foreach (ref var slot in _slots.AsSpan())
        {
            if (!slot.Used)
            {
                continue;
            }

            var ahead = (ushort)(slot.Packet.SequenceNumber - expected);
            if (ahead < distance)
            {
                distance = ahead;
                nearest = slot.Packet.SequenceNumber;
            }

            oldestArrival = slot.Packet.Arrival < oldestArrival ? slot.Packet.Arrival : oldestArrival;
        }

        return true;
    }

    private int IndexOf(ushort sequenceNumber)
    {
        for (var i = 0; i < _slots.Length; i++)
        {
            if (_slots[i].Used && _slots[i].Packet.SequenceNumber == sequenceNumber)
            {
                return i;
            }
        }

        return -1;
    }

    private struct Slot
    {
        public bool Used;
        public int Length;
        public byte[]? Memory;
        public TimelinePacket Packet;
    }
}
