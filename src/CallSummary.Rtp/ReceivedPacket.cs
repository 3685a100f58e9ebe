using CallSummary.Audio.Recordings;

namespace CallSummary.Rtp;

/// <summary>An RTP packet that passed every check; valid only during the callback.</summary>
public readonly ref struct ReceivedPacket
{
    /// <summary>What it carries.</summary>
    public ReceivedPacketKind Kind { get; init; }

    /// <summary>The payload without header, extension and padding. It lies in a buffer that is used again.</summary>
    public ReadOnlySpan<byte> Payload { get; init; }

    /// <summary>Codec of the stream's sound.</summary>
    public RecordedCodec Codec { get; init; }

    /// <summary>AMR: the modes that the sender may use, a bit each; 0 for all.</summary>
    public int AmrModes { get; init; }

    /// <summary>RTP payload type.</summary>
    public byte PayloadType { get; init; }

    /// <summary>RTP marker: the first packet after a pause.</summary>
    public bool Marker { get; init; }

    /// <summary>RTP sequence number.</summary>
    public ushort SequenceNumber { get; init; }

    /// <summary>RTP timestamp, by the clock of <see cref="Codec"/>.</summary>
    public uint Timestamp { get; init; }

    /// <summary>RTP synchronisation source.</summary>
    public uint Ssrc { get; init; }

    /// <summary>When it was received: <see cref="TimeProvider.GetTimestamp"/> of the engine's clock.</summary>
    public long ArrivalTimestamp { get; init; }

    /// <summary>Length of its sound in timestamp units; 0 without sound.</summary>
    internal int UnitsOfSound => Kind == ReceivedPacketKind.Audio
        ? RecordedCodecs.SamplesIn(Codec, Payload) * (RecordedCodecs.ClockRate(Codec) / RecordedFrameFormat.PositionRate)
        : 0;
}
