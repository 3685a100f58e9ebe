using System.Buffers.Binary;
using CallSummary.Rtp.Packets;

namespace CallSummary.Benchmarks.Media;

/// <summary>An RTP packet whose payload proves itself: leg, number, time of sending, a check over these, and a pattern of the leg's own.</summary>
internal static class LoadPacket
{
    public const int PayloadLength = 160;
    public const int Length = RtpPacket.HeaderLength + PayloadLength;
    private const int PatternStart = 24;

    /// <summary>Writes everything that stays the same from packet to packet.</summary>
    public static void Prepare(Span<byte> packet, int leg)
    {
        RtpPacket.WriteHeader(packet, 0, false, 0, 0, Ssrc(leg));
        var payload = packet[RtpPacket.HeaderLength..];
        BinaryPrimitives.WriteInt32LittleEndian(payload, leg);
        Pattern(leg, payload[PatternStart..PayloadLength]);
    }

    /// <summary>Makes it the packet of a number.</summary>
    public static void Number(Span<byte> packet, int leg, int number, long time)
    {
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)number);
        BinaryPrimitives.WriteUInt32BigEndian(packet[4..], (uint)(number * PayloadLength));
        var payload = packet[RtpPacket.HeaderLength..];
        BinaryPrimitives.WriteInt32LittleEndian(payload[4..], number);
        BinaryPrimitives.WriteInt64LittleEndian(payload[8..], time);
        BinaryPrimitives.WriteUInt64LittleEndian(payload[16..], Check(leg, number, time));
    }

    /// <summary>Checks a payload bit by bit.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out int leg, out int number, out long time)
    {
        leg = number = 0;
        time = 0;
        if (payload.Length != PayloadLength)
        {
            return false;
        }

        leg = BinaryPrimitives.ReadInt32LittleEndian(payload);
        number = BinaryPrimitives.ReadInt32LittleEndian(payload[4..]);
        time = BinaryPrimitives.ReadInt64LittleEndian(payload[8..]);
        Span<byte> pattern = stackalloc byte[PayloadLength - PatternStart];
        Pattern(leg, pattern);
        return BinaryPrimitives.ReadUInt64LittleEndian(payload[16..]) == Check(leg, number, time) && payload[PatternStart..].SequenceEqual(pattern);
    }

    public static uint Ssrc(int leg) => 0x5000_0000u + (uint)leg;

    private static ulong Check(int leg, int number, long time) => ((((ulong)(uint)leg << 32) | (uint)number) ^ (ulong)time) * 0x9E37_79B9_7F4A_7C15;

    private static void Pattern(int leg, Span<byte> pattern)
    {
        var state = ((ulong)leg * 0x9E37_79B9_7F4A_7C15) | 1;
        for (var i = 0; i + 8 <= pattern.Length; i += 8)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            BinaryPrimitives.WriteUInt64LittleEndian(pattern[i..], state);
        }
    }
}
