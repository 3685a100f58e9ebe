namespace CallSummary.Audio.Recordings;

/// <summary>Decoded sound and where it stands on the call's timeline: what a claim on a recording becomes.</summary>
/// <param name="Position">Place of the first sample, in samples at 8 kHz.</param>
/// <param name="Samples">The sound, 8 kHz, with silence in the gaps.</param>
public sealed record RecordedClip(long Position, short[] Samples)
{
    /// <summary>The longest clip decoded at once: two minutes, four times the longest utterance.</summary>
    public const int MaxSamples = 120 * RecordedFrameFormat.PositionRate;

    /// <summary>
    /// Decodes whole frames, as <c>UtteranceCaptured.RecordingStart</c> and <c>RecordingEnd</c> name them, without the file header.
    /// </summary>
    /// <param name="frames">The bytes of the range.</param>
    /// <exception cref="InvalidDataException">A frame is damaged or torn, or the range is longer than <see cref="MaxSamples"/>.</exception>
    public static RecordedClip DecodeRange(ReadOnlySpan<byte> frames)
    {
        var (position, end) = Measure(frames);
        var samples = new short[end - position];
        while (RecordedFrameFormat.ReadFrame(frames, out var frame) == RecordedFrameStatus.Good)
        {
            RecordedCodecs.Decode(frame.Codec, frame.Payload, samples.AsSpan((int)(frame.Position - position)));
            frames = frames[RecordedFrameFormat.FrameLength(frame.Payload.Length)..];
        }

        return new RecordedClip(position, samples);
    }

    /// <summary>Cuts out a stretch of the timeline; what lies outside the clip is silence.</summary>
    /// <param name="start">First sample on the timeline.</param>
    /// <param name="end">Sample after the last; at most <see cref="MaxSamples"/> after <paramref name="start"/>.</param>
    public RecordedClip Slice(long start, long end)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(end, start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(end - start, MaxSamples, nameof(end));
        var samples = new short[end - start];
        var from = Math.Max(start, Position);
        var to = Math.Min(end, Position + Samples.Length);
        if (to > from)
        {
            Samples.AsSpan((int)(from - Position), (int)(to - from)).CopyTo(samples.AsSpan((int)(from - start)));
        }

        return new RecordedClip(start, samples);
    }

    private static (long Position, long End) Measure(ReadOnlySpan<byte> frames)
    {
        long position = -1, end = 0;
        var offset = 0;
        while (true)
        {
            var status = RecordedFrameFormat.ReadFrame(frames[offset..], out var frame);
            if (status == RecordedFrameStatus.End)
            {
                return (Math.Max(position, 0), end);
            }

            if (status != RecordedFrameStatus.Good)
            {
                throw new InvalidDataException($"The recording is {(status == RecordedFrameStatus.Torn ? "torn" : "damaged")} at byte {offset} of the range.");
            }

            position = position < 0 ? frame.Position : position;
            end = Math.Max(end, frame.End);
            if (frame.Position < position || end - position > MaxSamples)
            {
                throw new InvalidDataException($"The range of the recording spans {end - position} samples; at most {MaxSamples} are decoded at once.");
            }

            offset += RecordedFrameFormat.FrameLength(frame.Payload.Length);
        }
    }
}
