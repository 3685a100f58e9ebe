using System.Buffers.Binary;
using System.Numerics;

namespace CallSummary.Audio.Recordings;

/// <summary>
/// The recording file of one leg, byte by byte. All numbers are little-endian.
/// </summary>
/// <remarks>
/// File header, 16 bytes: "CSLG", u16 version (1), u16 header length (16), 8 bytes of zero.
/// Then frames, each a 16 byte header and the payload as received:
/// u16 payload length, u8 codec (<see cref="RecordedCodec"/>), u8 flags (0), u32 CRC-32C over the header without the CRC and the payload,
/// u64 position: the first sample's place on the call's timeline, at 8 kHz. Positions never fall; a gap is silence; where two
/// frames overlap, the later one in the file wins.
/// </remarks>
public static class RecordedFrameFormat
{
    /// <summary>Bytes before the first frame.</summary>
    public const int FileHeaderLength = 16;

    /// <summary>Bytes before a frame's payload.</summary>
    public const int FrameHeaderLength = 16;

    /// <summary>The most payload bytes of one frame: 128 ms of G.711 and more than any other speech codec needs.</summary>
    public const int MaxPayloadLength = 1024;

    /// <summary>The version written here.</summary>
    public const ushort Version = 1;

    /// <summary>Samples per second of every position.</summary>
    public const int PositionRate = 8000;

    /// <summary>The last position accepted (24 hours): a damaged number is not read as months of silence.</summary>
    public const long MaxPosition = 24L * 3600 * PositionRate;

    private static ReadOnlySpan<byte> Magic => "CSLG"u8;

    /// <summary>Writes the file header into the first <see cref="FileHeaderLength"/> bytes.</summary>
    public static void WriteFileHeader(Span<byte> destination)
    {
        destination[..FileHeaderLength].Clear();
        Magic.CopyTo(destination);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[4..], Version);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[6..], FileHeaderLength);
    }

    /// <summary>Checks a file header.</summary>
    /// <exception cref="InvalidDataException">Not a recording, or one of a later version.</exception>
    public static void CheckFileHeader(ReadOnlySpan<byte> source)
    {
        if (source.Length < FileHeaderLength || !source[..4].SequenceEqual(Magic))
        {
            throw new InvalidDataException("Not a leg recording: it does not begin with CSLG.");
        }

        var version = BinaryPrimitives.ReadUInt16LittleEndian(source[4..]);
        if (version != Version || BinaryPrimitives.ReadUInt16LittleEndian(source[6..]) != FileHeaderLength)
        {
            throw new InvalidDataException($"The leg recording has format version {version}; this version reads {Version}. Read it with the version that wrote it.");
        }
    }

    /// <summary>Bytes of a frame with this payload.</summary>
    public static int FrameLength(int payloadLength) => FrameHeaderLength + payloadLength;

    /// <summary>Writes one frame.</summary>
    /// <returns>Bytes written: <see cref="FrameLength"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Payload empty or over <see cref="MaxPayloadLength"/>, position negative or over <see cref="MaxPosition"/>.</exception>
    public static int WriteFrame(Span<byte> destination, RecordedCodec codec, long position, ReadOnlySpan<byte> payload)
    {
        ArgumentOutOfRangeException.ThrowIfZero(payload.Length, nameof(payload));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payload.Length, MaxPayloadLength, nameof(payload));
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position, MaxPosition);
        BinaryPrimitives.WriteUInt16LittleEndian(destination, (ushort)payload.Length);
        destination[2] = (byte)codec;
        destination[3] = 0;
        BinaryPrimitives.WriteUInt64LittleEndian(destination[8..], (ulong)position);
        payload.CopyTo(destination[FrameHeaderLength..]);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[4..], Checksum(destination[..FrameLength(payload.Length)]));
        return FrameLength(payload.Length);
    }

    /// <summary>Reads the frame at the start of <paramref name="source"/>.</summary>
    /// <param name="source">Bytes from a frame's first byte on.</param>
    /// <param name="frame">The frame; its payload lies in <paramref name="source"/>.</param>
    public static RecordedFrameStatus ReadFrame(ReadOnlySpan<byte> source, out RecordedFrame frame)
    {
        frame = default;
        if (source.Length < FrameHeaderLength)
        {
            return source.IsEmpty ? RecordedFrameStatus.End : RecordedFrameStatus.Torn;
        }

        int length = BinaryPrimitives.ReadUInt16LittleEndian(source);
        var position = BinaryPrimitives.ReadUInt64LittleEndian(source[8..]);
        if (length is 0 or > MaxPayloadLength || position > MaxPosition)
        {
            return RecordedFrameStatus.Damaged;
        }

        if (source.Length < FrameLength(length))
        {
            return RecordedFrameStatus.Torn;
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(source[4..]) != Checksum(source[..FrameLength(length)]))
        {
            return RecordedFrameStatus.Damaged;
        }

        frame = new RecordedFrame((RecordedCodec)source[2], (long)position, source.Slice(FrameHeaderLength, length));
        return RecordedFrameStatus.Good;
    }

    private static uint Checksum(ReadOnlySpan<byte> frame)
    {
        var crc = BitOperations.Crc32C(uint.MaxValue, BinaryPrimitives.ReadUInt32LittleEndian(frame));
        frame = frame[8..];
        for (; frame.Length >= 8; frame = frame[8..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(frame));
        }

        foreach (var octet in frame)
        {
            crc = BitOperations.Crc32C(crc, octet);
        }

        return ~crc;
    }
}
