using System.Buffers.Binary;

namespace CallSummary.Rtp.Packets;

/// <summary>A DTMF event payload (RFC 4733 section 2.3).</summary>
/// <param name="Digit">0-9, *, #, A-D.</param>
/// <param name="IsEnd">The key was released.</param>
/// <param name="Duration">How long it has been held, in RTP timestamp units.</param>
internal readonly record struct TelephoneEvent(char Digit, bool IsEnd, ushort Duration)
{
    private const string Digits = "0123456789*#ABCD";

    public static bool TryParse(ReadOnlySpan<byte> payload, out TelephoneEvent telephoneEvent)
    {
        telephoneEvent = default;
        // Events above 15 are tones and line signals, not keys.
        if (payload.Length < 4 || payload[0] >= Digits.Length)
        {
            return false;
        }

        telephoneEvent = new TelephoneEvent(Digits[payload[0]], (payload[1] & 0x80) != 0, BinaryPrimitives.ReadUInt16BigEndian(payload[2..]));
        return true;
    }
}
