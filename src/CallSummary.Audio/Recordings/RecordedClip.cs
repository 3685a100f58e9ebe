namespace CallSummary.Audio.Recordings;

/// <summary>Decoded sound and where it stands on the call's timeline: what a claim on a recording becomes.</summary>
/// <param name="Position">Place of the first sample, in samples at 8 kHz.</param>
/// <param name="Samples">The sound, with silence in the gaps.</param>
public sealed record RecordedClip(long Position, short[] Samples)
{
    /// <summary>The longest clip decoded at once, in samples at 8 kHz: two minutes, four times the longest utterance.</summary>
    public const int MaxSamples = 120 * RecordedFrameFormat.PositionRate;

    /// <summary>Samples per second: 8,000, or 16,000.</summary>
    public int SampleRate { get; init; } = RecordedFrameFormat.PositionRate;

    private int Scale => SampleRate / RecordedFrameFormat.PositionRate;

    /// <summary>
    /// Decodes whole frames, as <c>UtteranceCaptured.RecordingStart</c> and <c>RecordingEnd</c> name them, without the file header.
    /// </summary>
    /// <param name="frames">The bytes of the range.</param>
    /// <param name="sampleRate">Of the samples wanted: 8,000, or 16,000.</param>
    /// <exception cref="InvalidDataException">
    /// A frame is damaged or torn, the range is longer than <see cref="MaxSamples"/>, or this machine cannot decode its codec.
    /// </exception>
    public static RecordedClip DecodeRange(ReadOnlySpan<byte> frames, int sampleRate = RecordedFrameFormat.PositionRate)
    {
        var (position, end) = Measure(frames);
        using var decoder = new RecordedDecoder(sampleRate);
        var clip = new RecordedClip(position, new short[(end - position) * (sampleRate / RecordedFrameFormat.PositionRate)]) { SampleRate = sampleRate };
        var decoded = new short[decoder.MaxOutput];
        while (RecordedFrameFormat.ReadFrame(frames, out var frame) == RecordedFrameStatus.Good)
        {
            var (from, count) = decoder.Decode(frame.Codec, frame.Position, frame.Payload, decoded);
            decoded.AsSpan(0, count).CopyTo(clip.Samples.AsSpan((int)(from - position) * clip.Scale));
            frames = frames[RecordedFrameFormat.FrameLength(frame.Payload.Length)..];
        }

        return clip;
    }

    /// <summary>Whether a range holds sound that needs 16,000 samples per second.</summary>
    /// <param name="frames">The bytes of the range.</param>
    public static bool IsWideband(ReadOnlySpan<byte> frames)
    {
        while (RecordedFrameFormat.ReadFrame(frames, out var frame) == RecordedFrameStatus.Good)
        {
            if (RecordedCodecs.SampleRate(frame.Codec) > RecordedFrameFormat.PositionRate)
            {
                return true;
            }

            frames = frames[RecordedFrameFormat.FrameLength(frame.Payload.Length)..];
        }

        return false;
    }

    /// <summary>Cuts out a stretch of the timeline; what lies outside the clip is silence.</summary>
    /// <param name="start">First sample on the timeline (8 kHz).</param>
    /// <param name="end">Sample after the last (8 kHz); at most <see cref="MaxSamples"/> after <paramref name="start"/>.</param>
    public RecordedClip Slice(long start, long end)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(end, start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(end - start, MaxSamples, nameof(end));
        var samples = new short[(end - start) * Scale];
        var from = Math.Max(start, Position);
        var to = Math.Min(end, Position + (Samples.Length / Scale));
        if (to > from)
        {
            Samples.AsSpan((int)(from - Position) * Scale, (int)(to - from) * Scale).CopyTo(samples.AsSpan((int)(from - start) * Scale));
        }

        return new RecordedClip(start, samples) { SampleRate = SampleRate };
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
