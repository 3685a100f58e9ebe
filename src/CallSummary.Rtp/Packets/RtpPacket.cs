using System.Buffers.Binary;

namespace CallSummary.Rtp.Packets;

/// <summary>An RTP packet in a buffer (RFC 3550 section 5.1).</summary>
internal readonly ref struct RtpPacket
{
    public const int HeaderLength = 12;
    private const int Version = 2;

    public ReadOnlySpan<byte> Payload { get; private init; }

    public byte PayloadType { get; private init; }

    public bool Marker { get; private init; }

    public ushort SequenceNumber { get; private init; }

    public uint Timestamp { get; private init; }

    public uint Ssrc { get; private init; }

    /// <summary>RFC 5761 section 4: on a shared port, these second octets are RTCP packet types.</summary>
    public static bool IsControl(ReadOnlySpan<byte> datagram) =>
        datagram.Length >= 4 && datagram[0] >> 6 == Version && datagram[1] is >= 192 and <= 223;

    /// <summary>Reads the length of header, CSRC list and extension, all of which must lie within the datagram.</summary>
    public static bool TryReadHeaderLength(ReadOnlySpan<byte> datagram, out int length)
    {
        length = 0;
        if (datagram.Length < HeaderLength || datagram[0] >> 6 != Version)
        {
            return false;
        }

        length = HeaderLength + ((datagram[0] & 0x0F) * 4);
        if ((datagram[0] & 0x10) != 0)
        {
            if (datagram.Length < length + 4)
            {
                return false;
            }

            length += 4 + (BinaryPrimitives.ReadUInt16BigEndian(datagram[(length + 2)..]) * 4);
        }

        return length <= datagram.Length;
    }

    /// <summary>Reads and checks a packet: version, CSRC list, extension and padding must all lie within the datagram (RFC 3550 A.1).</summary>
    public static bool TryParse(ReadOnlySpan<byte> datagram, out RtpPacket packet)
    {
        packet = default;
        if (!TryReadHeaderLength(datagram, out var start))
        {
            return false;
        }

        var end = datagram.Length;
        if ((datagram[0] & 0x20) != 0)
        {
            // The padding's last octet counts itself, so zero is as wrong as too much.
            var padding = datagram[^1];
            end = padding == 0 ? -1 : end - padding;
        }

        if (start > end)
        {
            return false;
        }

        packet = new RtpPacket
        {
            Marker = (datagram[1] & 0x80) != 0,
            PayloadType = (byte)(datagram[1] & 0x7F),
            SequenceNumber = BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]),
            Timestamp = BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]),
            Ssrc = BinaryPrimitives.ReadUInt32BigEndian(datagram[8..]),
            Payload = datagram[start..end],
        };
        return true;
    }

    /// <summary>Writes a header without CSRC list, extension or padding.</summary>
    public static void WriteHeader(Span<byte> datagram, byte payloadType, bool marker, ushort sequenceNumber, uint timestamp, uint ssrc)
    {
        datagram[0] = Version << 6;
        datagram[1] = (byte)(payloadType | (marker ? 0x80 : 0));
        BinaryPrimitives.WriteUInt16BigEndian(datagram[2..], sequenceNumber);
        BinaryPrimitives.WriteUInt32BigEndian(datagram[4..], timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(datagram[8..], ssrc);
    }
}
