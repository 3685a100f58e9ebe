using System.Buffers.Binary;
using CallSummary.Rtp.Receiving;

namespace CallSummary.Rtp.Control;

/// <summary>Writes and reads the RTCP that a leg needs (RFC 3550 section 6): SR or RR with SDES CNAME, BYE.</summary>
internal static class ControlPacket
{
    public const byte SenderReportType = 200;
    private const byte ReceiverReportType = 201;
    private const byte SourceDescriptionType = 202;
    private const byte ByeType = 203;
    private const int ReportBlockLength = 24;
    private const byte CanonicalName = 1;

    /// <summary>Writes a compound packet; a receiver report when nothing has been sent.</summary>
    /// <returns>Bytes written.</returns>
    public static int WriteReport(Span<byte> packet, uint ssrc, in SenderInfo? sender, in ReceptionReport? reception, in ReportTiming timing, bool bye)
    {
        var length = WriteHeading(packet, sender is null ? ReceiverReportType : SenderReportType, ssrc, reception is null ? 0 : 1);
        if (sender is { } info)
        {
            BinaryPrimitives.WriteUInt64BigEndian(packet[length..], info.NtpTimestamp);
            BinaryPrimitives.WriteUInt32BigEndian(packet[(length + 8)..], info.RtpTimestamp);
            BinaryPrimitives.WriteUInt32BigEndian(packet[(length + 12)..], (uint)info.Packets);
            BinaryPrimitives.WriteUInt32BigEndian(packet[(length + 16)..], (uint)info.Octets);
            length += 20;
        }

        if (reception is { } report)
        {
            WriteBlock(packet[length..], report, timing);
            length += ReportBlockLength;
        }

        SetLength(packet, length);
        length += WriteDescription(packet[length..], ssrc);
        if (bye)
        {
            var last = packet[length..];
            SetLength(last, WriteHeading(last, ByeType, ssrc, 1));
            length += 8;
        }

        return length;
    }

    /// <summary>Walks a compound packet (RFC 3550 A.2 checks).</summary>
    /// <param name="packet">The datagram.</param>
    /// <param name="senderReportNtp">Middle 32 bits of the last sender report's time, or null when there was none.</param>
    /// <returns>False when it is not valid RTCP.</returns>
    public static bool TryRead(ReadOnlySpan<byte> packet, out uint? senderReportNtp)
    {
        senderReportNtp = null;
        var first = true;
        while (!packet.IsEmpty)
        {
            if (packet.Length < 4 || packet[0] >> 6 != 2)
            {
                return false;
            }

            var length = (BinaryPrimitives.ReadUInt16BigEndian(packet[2..]) + 1) * 4;
            if (length > packet.Length || (first && packet[1] is not (SenderReportType or ReceiverReportType)))
            {
                return false;
            }

            if (packet[1] == SenderReportType && length >= 28)
            {
                senderReportNtp = BinaryPrimitives.ReadUInt32BigEndian(packet[10..]);
            }

            packet = packet[length..];
            first = false;
        }

        return !first;
    }

    private static int WriteHeading(Span<byte> packet, byte type, uint ssrc, int count)
    {
        packet[0] = (byte)(0x80 | count);
        packet[1] = type;
        BinaryPrimitives.WriteUInt32BigEndian(packet[4..], ssrc);
        return 8;
    }

    private static void SetLength(Span<byte> packet, int length) =>
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)((length / 4) - 1));

    private static void WriteBlock(Span<byte> block, in ReceptionReport report, in ReportTiming timing)
    {
        BinaryPrimitives.WriteUInt32BigEndian(block, report.Ssrc);
        BinaryPrimitives.WriteUInt32BigEndian(block[4..], (uint)Math.Min(report.Lost, 0x7FFFFF));
        block[4] = report.FractionLost;
        BinaryPrimitives.WriteUInt32BigEndian(block[8..], report.ExtendedHighest);
        BinaryPrimitives.WriteUInt32BigEndian(block[12..], report.Jitter);
        BinaryPrimitives.WriteUInt32BigEndian(block[16..], timing.LastSenderReport);
        BinaryPrimitives.WriteUInt32BigEndian(block[20..], timing.DelaySinceLast);
    }

    // The name only ties the streams of one source together; ours says nothing about the machine.
    private static int WriteDescription(Span<byte> packet, uint ssrc)
    {
        var length = WriteHeading(packet, SourceDescriptionType, ssrc, 1);
        packet[length++] = CanonicalName;
        packet[length++] = 8;
        ssrc.TryFormat(packet.Slice(length, 8), out _, "x8");
        length += 8;
        do
        {
            packet[length++] = 0;
        }
        while (length % 4 != 0);

        SetLength(packet, length);
        return length;
    }
}
