using System.Buffers.Binary;
using CallSummary.Rtp.Packets;

namespace CallSummary.Rtp.Security;

/// <summary>
/// Opens what a peer protected with one key, RTP or RTCP. A stream is known from its first authentic packet on, so a stranger cannot
/// push one out. Not thread-safe.
/// </summary>
internal sealed class SrtpReceiver : IDisposable
{
    private const int MaxStreams = 4;
    private const int ControlHeaderLength = 8;
    private const int ControlIndexLength = 4;
    private const uint EncryptedFlag = 0x8000_0000;

    private readonly SrtpTransform _transform;
    private readonly byte[] _mki;
    private readonly (uint Ssrc, ReplayWindow Window)[] _streams = new (uint, ReplayWindow)[MaxStreams];
    private int _next;

    public SrtpReceiver(SrtpKey key, bool control)
        : this(key.Suite.CreateTransform(SrtpSessionKeys.Derive(key, control), control), key.Mki)
    {
    }

    internal SrtpReceiver(SrtpTransform transform, ReadOnlySpan<byte> mki)
    {
        _transform = transform;
        _mki = mki.ToArray();
    }

    /// <summary>Opens an SRTP packet in place (RFC 3711 section 3.3).</summary>
    /// <param name="datagram">The packet; header and payload are plain afterwards.</param>
    /// <param name="length">Its length without tag.</param>
    public SrtpVerdict TryUnprotect(Span<byte> datagram, out int length)
    {
        length = datagram.Length - _transform.TagLength - _mki.Length;
        if (!RtpPacket.TryReadHeaderLength(datagram, out var header) || length < header)
        {
            return SrtpVerdict.Malformed;
        }

        // AES-CM: payload, identifier, tag (RFC 3711 section 3.1). AES-GCM: payload, tag, identifier (RFC 7714 section 7).
        var tag = _transform is AesGcmTransform ? length : length + _mki.Length;
        if (!IsOurMki(datagram, _transform is AesGcmTransform ? length + _transform.TagLength : length))
        {
            return SrtpVerdict.NotAuthentic;
        }

        var ssrc = BinaryPrimitives.ReadUInt32BigEndian(datagram[8..]);
        var window = Find(ssrc);
        var index = window.Estimate(BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]));
        if (!window.IsNew(index))
        {
            return SrtpVerdict.Replayed;
        }

        Span<byte> rollOver = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(rollOver, (uint)(index >> 16));
        var body = datagram[header..length];
        if (!_transform.TryUnprotect(datagram[..header], body, rollOver, new SrtpNonce(ssrc, index, IsControl: false), datagram.Slice(tag, _transform.TagLength)))
        {
            return SrtpVerdict.NotAuthentic;
        }

        Keep(ssrc, window, index);
        return SrtpVerdict.Good;
    }

    /// <summary>Opens an SRTCP packet in place (RFC 3711 section 3.4, RFC 7714 section 9).</summary>
    public SrtpVerdict TryUnprotectControl(Span<byte> datagram, out int length)
    {
        var aead = _transform is AesGcmTransform;
        length = datagram.Length - _transform.TagLength - ControlIndexLength - _mki.Length;
        if (length < ControlHeaderLength)
        {
            return SrtpVerdict.Malformed;
        }

        // AES-GCM: body, tag, index, identifier. AES-CM: body, index, identifier, tag.
        var tag = aead ? length : datagram.Length - _transform.TagLength;
        var trailer = datagram.Slice(aead ? length + _transform.TagLength : length, ControlIndexLength);
        if (!IsOurMki(datagram, (aead ? datagram.Length : tag) - _mki.Length))
        {
            return SrtpVerdict.NotAuthentic;
        }

        var word = BinaryPrimitives.ReadUInt32BigEndian(trailer);
        var index = word & ~EncryptedFlag;
        var ssrc = BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]);
        var window = Find(ssrc);
        if (!window.IsNew(index))
        {
            return SrtpVerdict.Replayed;
        }

        // We send and expect enciphered reports; a peer that only authenticates them did not do what was agreed (RFC 4568 section 6.3.2).
        if ((word & EncryptedFlag) == 0
            || !_transform.TryUnprotect(
                datagram[..ControlHeaderLength], datagram[ControlHeaderLength..length], trailer, new SrtpNonce(ssrc, index, IsControl: true), datagram.Slice(tag, _transform.TagLength)))
        {
            return SrtpVerdict.NotAuthentic;
        }

        Keep(ssrc, window, index);
        return SrtpVerdict.Good;
    }

    public void Dispose() => _transform.Dispose();

    private bool IsOurMki(ReadOnlySpan<byte> datagram, int at) => datagram.Slice(at, _mki.Length).SequenceEqual(_mki);

    private ReplayWindow Find(uint ssrc)
    {
        foreach (ref readonly var stream in _streams.AsSpan())
        {
            if (stream.Ssrc == ssrc && stream.Window.IsStarted)
            {
                return stream.Window;
            }
        }

        return default;
    }

    private void Keep(uint ssrc, ReplayWindow window, ulong index)
    {
        window.Add(index);
        for (var i = 0; i < MaxStreams; i++)
        {
            if (_streams[i].Ssrc == ssrc && _streams[i].Window.IsStarted)
            {
                _streams[i].Window = window;
                return;
            }
        }

        _streams[_next] = (ssrc, window);
        _next = (_next + 1) % MaxStreams;
    }
}
