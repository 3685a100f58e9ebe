using CallSummary.Audio.Codecs;
using CallSummary.Audio.Recordings;

namespace CallSummary.Rtp;

/// <summary>What was negotiated for a leg: how its packets are encoded, both ways.</summary>
public sealed record MediaFormat
{
    /// <summary>RFC 3389 section 5: comfort noise beside a codec with a clock of 8,000.</summary>
    private const byte UsualComfortNoise = 13;

    /// <summary>G.711 µ-law on its static payload type 0, DTMF on 101.</summary>
    public static MediaFormat Pcmu { get; } = new() { PayloadType = 0, Codec = RecordedCodec.Pcmu, TelephoneEventPayloadType = 101 };

    /// <summary>G.711 A-law on its static payload type 8, DTMF on 101.</summary>
    public static MediaFormat Pcma { get; } = new() { PayloadType = 8, Codec = RecordedCodec.Pcma, TelephoneEventPayloadType = 101 };

    /// <summary>RTP payload type of the sound that we send, 0 to 127.</summary>
    public required byte PayloadType { get; init; }

    /// <summary>RTP payload type on which sound comes, or null for the same; offer and answer may number it differently (RFC 3264 section 5.1).</summary>
    public byte? ReceivePayloadType { get; init; }

    /// <summary>Codec of the sound.</summary>
    public required RecordedCodec Codec { get; init; }

    /// <summary>Sound in one packet that we send ourselves, 10 to 60 ms. Default 20 ms.</summary>
    public TimeSpan PacketTime { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>RTP payload type of DTMF events (RFC 4733), or null when the peer takes none.</summary>
    public byte? TelephoneEventPayloadType { get; init; }

    /// <summary>RTP payload type on which DTMF events come, or null for the same.</summary>
    public byte? ReceiveTelephoneEventPayloadType { get; init; }

    /// <summary>RTP payload type of comfort noise (RFC 3389), or null when the peer takes none. What it sends is understood on 13 all the same.</summary>
    public byte? ComfortNoisePayloadType { get; init; }

    /// <summary>What the peer asks of sound that is encoded for it. Default: nothing.</summary>
    public EncoderSettings Encoding { get; init; } = EncoderSettings.Default;

    /// <summary>Ticks per second of the RTP timestamps, of DTMF events too (RFC 4733 section 2.1).</summary>
    public int ClockRate => RecordedCodecs.ClockRate(Codec);

    internal int UnitsPerPacket => (int)(PacketTime.Ticks * ClockRate / TimeSpan.TicksPerSecond);

    /// <summary>Whether a packet of another leg can go to this peer as it is, with each octet replaced (G.711), or packed anew (AMR).</summary>
    internal bool Takes(in ReceivedPacket packet)
    {
        if (NeedsNoise(packet))
        {
            return false;
        }

        if (RecordedCodecs.IsAmr(Codec))
        {
            return RecordedCodecs.IsSameAmr(packet.Codec, Codec)
                && (Encoding.AmrModes == 0 || (packet.AmrModes != 0 && (packet.AmrModes & ~Encoding.AmrModes) == 0));
        }

        return packet.Codec == Codec || (RecordedCodecs.IsG711(packet.Codec) && RecordedCodecs.IsG711(Codec));
    }

    /// <summary>Whether sound is made for this peer as for a peer of the other format.</summary>
    internal bool EncodesLike(MediaFormat other) => Codec == other.Codec && PacketTime == other.PacketTime && Encoding == other.Encoding;

    // The pause's sound must be made where the peer does not make it.
    private bool NeedsNoise(in ReceivedPacket packet) => packet.Kind == ReceivedPacketKind.ComfortNoise && ComfortNoisePayloadType is null;

    internal ReceivedPacketKind KindOf(byte payloadType, int payloadLength)
    {
        if (payloadType == (ReceiveTelephoneEventPayloadType ?? TelephoneEventPayloadType))
        {
            return ReceivedPacketKind.TelephoneEvent;
        }

        if (payloadType == (ReceivePayloadType ?? PayloadType))
        {
            return payloadLength > 0 ? ReceivedPacketKind.Audio : ReceivedPacketKind.Other;
        }

        return payloadType == (ComfortNoisePayloadType ?? UsualComfortNoise) && ClockRate == 8000 && payloadLength > 0
            ? ReceivedPacketKind.ComfortNoise
            : ReceivedPacketKind.Other;
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

        if (SpeechCodecs.Missing(Codec) is { } missing)
        {
            throw new ArgumentException($"Codec {Codec} needs {missing}, which this machine does not have.", nameof(Codec));
        }
    }
}
