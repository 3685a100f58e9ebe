using CallSummary.Audio.Recordings;

namespace CallSummary.Rtp;

/// <summary>What was negotiated for a leg: how its packets are encoded, both ways.</summary>
public sealed record MediaFormat
{
    /// <summary>RTP clock of every format here, in Hz (RFC 3551, RFC 4733).</summary>
    public const int ClockRate = 8000;

    /// <summary>G.711 µ-law on its static payload type 0, DTMF on 101.</summary>
    public static MediaFormat Pcmu { get; } = new() { PayloadType = 0, Codec = RecordedCodec.Pcmu, TelephoneEventPayloadType = 101 };

    /// <summary>G.711 A-law on its static payload type 8, DTMF on 101.</summary>
    public static MediaFormat Pcma { get; } = new() { PayloadType = 8, Codec = RecordedCodec.Pcma, TelephoneEventPayloadType = 101 };

    /// <summary>RTP payload type of the sound, 0 to 127.</summary>
    public required byte PayloadType { get; init; }

    /// <summary>Codec of the sound.</summary>
    public required RecordedCodec Codec { get; init; }

    /// <summary>Sound in one packet that we send ourselves, 10 to 60 ms. Default 20 ms.</summary>
    public TimeSpan PacketTime { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>RTP payload type of DTMF events (RFC 4733), or null when the peer takes none.</summary>
    public byte? TelephoneEventPayloadType { get; init; }

    internal int SamplesPerPacket => (int)(PacketTime.Ticks * ClockRate / TimeSpan.TicksPerSecond);

    internal ReceivedPacketKind KindOf(byte payloadType, int payloadLength)
    {
        if (payloadType == TelephoneEventPayloadType)
        {
            return ReceivedPacketKind.TelephoneEvent;
        }

        return payloadType == PayloadType && payloadLength > 0 ? ReceivedPacketKind.Audio : ReceivedPacketKind.Other;
    }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(PayloadType, (byte)127);
        ArgumentOutOfRangeException.ThrowIfLessThan(PacketTime, TimeSpan.FromMilliseconds(10));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(PacketTime, TimeSpan.FromMilliseconds(60));
        if (!RecordedCodecs.IsKnown(Codec))
        {
            throw new ArgumentException($"Codec {Codec} is not known to the media engine.", nameof(Codec));
        }
    }
}
