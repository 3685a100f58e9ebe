using CallSummary.Audio.Recordings;

namespace CallSummary.Audio.Timeline;

/// <summary>A payload at its place on the call's timeline; valid only during the callback.</summary>
public readonly ref struct TimelineFrame
{
    internal TimelineFrame(RecordedCodec codec, long position, ReadOnlySpan<byte> payload)
    {
        Codec = codec;
        Position = position;
        Payload = payload;
    }

    /// <summary>How the payload is encoded.</summary>
    public RecordedCodec Codec { get; }

    /// <summary>Place of the first sample, in samples at 8 kHz from the start of the call. Never less than the frame before.</summary>
    public long Position { get; }

    /// <summary>The payload as received.</summary>
    public ReadOnlySpan<byte> Payload { get; }

    /// <summary>Length in samples at 8 kHz.</summary>
    public int Samples => RecordedCodecs.SamplesIn(Codec, Payload);
}
