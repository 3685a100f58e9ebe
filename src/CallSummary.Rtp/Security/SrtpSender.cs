using System.Buffers.Binary;
using CallSummary.Rtp.Packets;

namespace CallSummary.Rtp.Security;

/// <summary>Protects what we send with one key, RTP or RTCP, of one source. Not thread-safe.</summary>
internal sealed class SrtpSender : IDisposable
{
    private const int ControlHeaderLength = 8;
    private const int ControlIndexLength = 4;
    private const uint EncryptedFlag = 0x8000_0000;

    /// <summary>Room that a packet needs behind it.</summary>
    public const int MaxOverhead = 16 + ControlIndexLength + 128;

    private readonly SrtpTransform _transform;
    private readonly byte[] _mki;
    private ReplayWindow _window;
    private uint _controlIndex;

    public SrtpSender(SrtpKey key, bool control)
        : this(key.Suite.CreateTransform(SrtpSessionKeys.Derive(key, control), control), key.Mki)
    {
    }

    internal SrtpSender(SrtpTransform transform, ReadOnlySpan<byte> mki)
    {
        _transform = transform;
        _mki = mki.ToArray();
    }

    /// <summary>Protects an RTP packet in place.</summary>
    /// <param name="buffer">The packet and <see cref="MaxOverhead"/> octets of room.</param>
    /// <param name="length">The packet's length.</param>
    /// <returns>
    /// The length to send; 0 when this sequence number has been used: a second packet under the same nonce would give both away (RFC
    /// 3711 section 9.1, RFC 7714 section 8.4).
    /// </returns>
    public int Protect(Span<byte> buffer, int length)
    {
        var index = _window.Estimate(BinaryPrimitives.ReadUInt16BigEndian(buffer[2..]));
        if (!RtpPacket.TryReadHeaderLength(buffer[..length], out var header) || !_window.IsNew(index))
        {
            return 0;
        }

        _window.Add(index);
        Span<byte> rollOver = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(rollOver, (uint)(index >> 16));
        var nonce = new SrtpNonce(BinaryPrimitives.ReadUInt32BigEndian(buffer[8..]), index, IsControl: false);
        var aead = _transform is AesGcmTransform;
        _mki.CopyTo(buffer[(aead ? length + _transform.TagLength : length)..]);
        var tag = buffer.Slice(aead ? length : length + _mki.Length, _transform.TagLength);
        _transform.Protect(buffer[..header], buffer[header..length], rollOver, nonce, tag);
        return length + _mki.Length + tag.Length;
    }

    /// <summary>Protects a compound RTCP packet in place; buffer and result as for <see cref="Protect"/>.</summary>
    public int ProtectControl(Span<byte> buffer, int length)
    {
        if (_controlIndex >= ~EncryptedFlag)
        {
            return 0;
        }

        _controlIndex++;
        var aead = _transform is AesGcmTransform;
        Span<byte> trailer = stackalloc byte[ControlIndexLength];
        BinaryPrimitives.WriteUInt32BigEndian(trailer, _controlIndex | EncryptedFlag);
        var nonce = new SrtpNonce(BinaryPrimitives.ReadUInt32BigEndian(buffer[4..]), _controlIndex, IsControl: true);
        var end = length + ControlIndexLength + _mki.Length;
        var tag = buffer.Slice(aead ? length : end, _transform.TagLength);
        var afterBody = buffer[(aead ? length + tag.Length : length)..];
        trailer.CopyTo(afterBody);
        _mki.CopyTo(afterBody[ControlIndexLength..]);
        _transform.Protect(buffer[..ControlHeaderLength], buffer[ControlHeaderLength..length], trailer, nonce, tag);
        return end + tag.Length;
    }

    public void Dispose() => _transform.Dispose();
}
