using System.Net;
using System.Runtime.InteropServices;
using CallSummary.Rtp.Sending;

namespace CallSummary.Rtp.Batching;

/// <summary>Collects datagrams and sends those of one socket with one <c>sendmmsg</c>. Used by one thread.</summary>
internal sealed unsafe class SendRing : IDisposable
{
    public const int Slots = 128;

    /// <summary>The largest datagram it takes: our own are never larger.</summary>
    public const int SlotLength = 1280;
    private const int AddressLength = 28;

    private readonly LinuxNative.MessageHeader* _headers;
    private readonly LinuxNative.IoVector* _vectors;
    private readonly byte* _addresses;
    private readonly byte* _buffers;
    private readonly int[] _sockets = new int[Slots];
    private readonly SafeHandle?[] _held = new SafeHandle?[Slots];
    private readonly LegSender?[] _owners = new LegSender?[Slots];
    private int _count;

    public SendRing()
    {
        _headers = (LinuxNative.MessageHeader*)NativeMemory.AllocZeroed(Slots, (nuint)sizeof(LinuxNative.MessageHeader));
        _vectors = (LinuxNative.IoVector*)NativeMemory.AllocZeroed(Slots, (nuint)sizeof(LinuxNative.IoVector));
        _addresses = (byte*)NativeMemory.AllocZeroed(Slots, AddressLength);
        _buffers = (byte*)NativeMemory.AlignedAlloc(Slots * SlotLength, 64);
        for (var i = 0; i < Slots; i++)
        {
            _vectors[i].Base = _buffers + (i * SlotLength);
            _headers[i].Name = _addresses + (i * AddressLength);
            _headers[i].Vectors = _vectors + i;
            _headers[i].VectorCount = 1;
        }
    }

    /// <summary>Adds a datagram; it leaves with the next <see cref="Flush"/>.</summary>
    /// <param name="socket">The socket's descriptor.</param>
    /// <param name="hold">Kept open until then; null for a socket that cannot be closed meanwhile.</param>
    /// <param name="datagram">The datagram, copied.</param>
    /// <param name="target">Where to.</param>
    /// <param name="owner">Told when the system does not take it.</param>
    public void Add(int socket, SafeHandle? hold, ReadOnlySpan<byte> datagram, SocketAddress target, LegSender? owner)
    {
        if (_count == Slots)
        {
            Flush();
        }

        if (hold is not null)
        {
            var held = false;
            hold.DangerousAddRef(ref held);
        }

        var i = _count++;
        datagram.CopyTo(new Span<byte>(_buffers + (i * SlotLength), SlotLength));
        target.Buffer.Span[..target.Size].CopyTo(new Span<byte>(_addresses + (i * AddressLength), AddressLength));
        _vectors[i].Length = (nuint)datagram.Length;
        _headers[i].NameLength = (uint)target.Size;
        _sockets[i] = socket;
        _held[i] = hold;
        _owners[i] = owner;
    }

    /// <summary>Sends everything.</summary>
    public void Flush()
    {
        for (var start = 0; start < _count;)
        {
            var end = start + 1;
            while (end < _count && _sockets[end] == _sockets[start])
            {
                end++;
            }

            Send(start, end);
            start = end;
        }

        for (var i = 0; i < _count; i++)
        {
            _held[i]?.DangerousRelease();
            _held[i] = null;
            _owners[i] = null;
        }

        _count = 0;
    }

    public void Dispose()
    {
        NativeMemory.Free(_headers);
        NativeMemory.Free(_vectors);
        NativeMemory.Free(_addresses);
        NativeMemory.AlignedFree(_buffers);
    }

    private void Send(int start, int end)
    {
        while (start < end)
        {
            var sent = LinuxNative.SendMessages(_sockets[start], _headers + start, (uint)(end - start), LinuxNative.DontWait);
            if (sent > 0)
            {
                start += sent;
            }
            else if (Marshal.GetLastPInvokeError() != LinuxNative.Interrupted)
            {
                // One that is not taken must not hold up those behind it.
                _owners[start++]?.CountFailure();
            }
        }
    }
}
