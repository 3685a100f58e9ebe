using System.Runtime.InteropServices;
using CallSummary.Rtp.Packets;

namespace CallSummary.Rtp.Batching;

/// <summary>Room for the datagrams of one <c>recvmmsg</c>, outside the collected heap. Used by one thread.</summary>
internal sealed unsafe class ReceiveRing : IDisposable
{
    public const int Slots = 128;

    // Larger datagrams than any we accept: they are cut off and counted invalid.
    private const int SlotLength = 2048;
    private const int AddressLength = 28;
    private const ushort AddressFamilyV6 = 10;

    private readonly LinuxNative.MessageHeader* _headers;
    private readonly LinuxNative.IoVector* _vectors;
    private readonly byte* _addresses;
    private readonly byte* _buffers;

    public ReceiveRing()
    {
        _headers = (LinuxNative.MessageHeader*)NativeMemory.AllocZeroed(Slots, (nuint)sizeof(LinuxNative.MessageHeader));
        _vectors = (LinuxNative.IoVector*)NativeMemory.AllocZeroed(Slots, (nuint)sizeof(LinuxNative.IoVector));
        _addresses = (byte*)NativeMemory.AllocZeroed(Slots, AddressLength);
        _buffers = (byte*)NativeMemory.AlignedAlloc(Slots * SlotLength, 64);
        for (var i = 0; i < Slots; i++)
        {
            _vectors[i] = new LinuxNative.IoVector { Base = _buffers + (i * SlotLength), Length = SlotLength };
            _headers[i].Name = _addresses + (i * AddressLength);
            _headers[i].NameLength = AddressLength;
            _headers[i].Vectors = _vectors + i;
            _headers[i].VectorCount = 1;
        }
    }

    /// <summary>Takes what waits at a socket, without waiting for more.</summary>
    /// <returns>Datagrams taken; 0 when there are none, or when the socket reports an error of an earlier send.</returns>
    public int Receive(int socket, int limit)
    {
        var count = LinuxNative.ReceiveMessages(socket, _headers, (uint)limit, LinuxNative.DontWait, null);
        return Math.Max(count, 0);
    }

    /// <summary>A datagram of the last <see cref="Receive"/>; empty when it was cut off.</summary>
    public Span<byte> Datagram(int index) =>
        (_headers[index].Flags & LinuxNative.Truncated) == 0 ? new Span<byte>(_buffers + (index * SlotLength), (int)_headers[index].Length) : [];

    /// <summary>Where it came from. The slot is ready for the next then.</summary>
    public SourceKey TakeSource(int index)
    {
        _headers[index].NameLength = AddressLength;
        var address = _addresses + (index * AddressLength);
        return SourceKey.From(new ReadOnlySpan<byte>(address, AddressLength), *(ushort*)address == AddressFamilyV6);
    }

    public void Dispose()
    {
        NativeMemory.Free(_headers);
        NativeMemory.Free(_vectors);
        NativeMemory.Free(_addresses);
        NativeMemory.AlignedFree(_buffers);
    }
}
