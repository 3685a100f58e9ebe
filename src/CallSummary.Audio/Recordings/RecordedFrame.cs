namespace CallSummary.Audio.Recordings;

/// <summary>One frame of a recording; the payload is valid only until the next read.</summary>
public readonly ref struct RecordedFrame
{
    internal RecordedFrame(RecordedCodec codec, long position, ReadOnlySpan<byte> payload)
    {
        Codec = codec;
        Position = position;
        Payload = payload;
    }

    /// <summary>How the payload is encoded.</summary>
    public RecordedCodec Codec { get; }

    /// <summary>Place of the first sample on the call's timeline, in samples at 8 kHz.</summary>
    public long Position { get; }

    /// <summary>The payload as received.</summary>
    public ReadOnlySpan<byte> Payload { get; }

    /// <summary>Length in samples at 8 kHz.</summary>
    public int Samples => RecordedCodecs.SamplesIn(Codec, Payload);

    /// <summary>Place after the last sample.</summary>
    public long End => Position + Samples;
}
