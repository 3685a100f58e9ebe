using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CallSummary.Audio.Timeline;
using CallSummary.Contracts;

namespace CallSummary.Gateway.Recording;

/// <summary>
/// Room for some packets, one behind the other, and the block that comes after it. Blocks come from one list and go back to it, so
/// thousands of calls together need memory only for what waits, and nothing is allocated per packet.
/// </summary>
internal sealed class PacketBlock
{
    private const int Length = 2048;

    // Kept beside twice what is in use, which covers the rhythm of the recorder loops. What a burst or the calls of a busy hour leave
    // behind goes back to the runtime.
    private const int AlwaysFree = 256;

    private static readonly Lock s_gate = new();
    private static PacketBlock? s_free;
    private static int s_freeCount;
    private static int s_inUse;

    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(Length);
    private int _end;

    private PacketBlock()
    {
    }

    /// <summary>Blocks that wait to be used again.</summary>
    public static int Free => Volatile.Read(ref s_freeCount);

    public PacketBlock? Next { get; set; }

    public static PacketBlock Rent()
    {
        lock (s_gate)
        {
            s_inUse++;
            if (s_free is { } block)
            {
                s_free = block.Next;
                s_freeCount--;
                block.Next = null;
                return block;
            }
        }

        return new PacketBlock();
    }

    /// <summary>Gives back a block and all behind it.</summary>
    public static void Return(PacketBlock? first)
    {
        while (first is { } block)
        {
            first = block.Next;
            lock (s_gate)
            {
                block._end = 0;
                block.Next = s_free;
                s_free = block;
                s_freeCount++;
                s_inUse--;
                while (s_freeCount > AlwaysFree + (2 * s_inUse))
                {
                    s_free = s_free!.Next;
                    s_freeCount--;
                }
            }
        }
    }

    /// <summary>Adds a packet; false when it does not fit.</summary>
    public bool TryAdd(Leg leg, in TimelinePacket packet, ReadOnlySpan<byte> payload)
    {
        var entry = Unsafe.SizeOf<Entry>();
        if (_end + entry + payload.Length > Length)
        {
            return false;
        }

        MemoryMarshal.Write(_buffer.AsSpan(_end), new Entry(leg, packet, payload.Length));
        payload.CopyTo(_buffer.AsSpan(_end + entry));
        _end += entry + payload.Length;
        return true;
    }

    /// <summary>Reads the packet at a place, and moves the place behind it.</summary>
    public bool TryRead(ref int place, out QueuedPacket packet)
    {
        if (place >= _end)
        {
            packet = default;
            return false;
        }

        var entry = MemoryMarshal.Read<Entry>(_buffer.AsSpan(place));
        place += Unsafe.SizeOf<Entry>();
        packet = new QueuedPacket(entry.Leg, entry.Packet, _buffer.AsSpan(place, entry.Length));
        place += entry.Length;
        return true;
    }

    private readonly record struct Entry(Leg Leg, TimelinePacket Packet, int Length);
}
