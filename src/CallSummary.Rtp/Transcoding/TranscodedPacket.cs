namespace CallSummary.Rtp.Transcoding;

/// <summary>A packet to send, but for its place in the leg's stream; valid only during the call.</summary>
internal readonly ref struct TranscodedPacket
{
    public ReceivedPacketKind Kind { get; init; }

    public ReadOnlySpan<byte> Payload { get; init; }

    /// <summary>Counted from the transcoder's own beginning, by the clock of the codec that goes out.</summary>
    public uint Timestamp { get; init; }

    /// <summary>Length in timestamp units; 0 without sound.</summary>
    public int Units { get; init; }

    /// <summary>Sound begins after a pause.</summary>
    public bool Marker { get; init; }
}
