using CallSummary.Audio.Codecs;

namespace CallSummary.Audio.Recordings;

/// <summary>
/// Decodes the frames of one leg, in order, to one sample rate, whatever codecs they are in. Short losses of the codecs that can conceal
/// them are concealed, and a speaker's pauses get the codec's comfort noise; longer gaps stay silence. Not thread-safe.
/// </summary>
public sealed class RecordedDecoder : IDisposable
{
    // A gap of up to three usual packets is loss; a codec's silence descriptors come at least this often (RFC 7587 section 3.1.3: 400 ms).
    private const int LongestLoss = 60 * RecordedFrameFormat.PositionRate / 1000;
    private const int LongestPause = 500 * RecordedFrameFormat.PositionRate / 1000;

    private readonly int _scale;
    // Only where a codec keeps state: most calls are G.711, and there are thousands of them.
    private short[] _decoded = [];
    private SpeechDecoder? _decoder;
    private RecordedCodec _codec;
    private Resampler? _resampler;
    private long _end = -1;

    /// <summary>A decoder.</summary>
    /// <param name="sampleRate">Of what comes out: 8,000, or 16,000.</param>
    public RecordedDecoder(int sampleRate)
    {
        if (sampleRate is not (8_000 or 16_000))
        {
            throw new ArgumentOutOfRangeException(nameof(sampleRate), sampleRate, "Recordings are decoded to 8,000 or 16,000 samples per second.");
        }

        SampleRate = sampleRate;
        _scale = sampleRate / RecordedFrameFormat.PositionRate;
    }

    /// <summary>Samples per second of what comes out.</summary>
    public int SampleRate { get; }

    /// <summary>The most samples that one call writes: a frame, and what stands before it.</summary>
    public int MaxOutput => ((LongestPause + (RecordedCodecs.MaxSamples / 2)) * _scale) + 2;

    /// <summary>Decodes the next frame.</summary>
    /// <param name="codec">The frame's codec.</param>
    /// <param name="position">The frame's place, in samples at 8 kHz.</param>
    /// <param name="payload">The frame's payload.</param>
    /// <param name="samples">Room for <see cref="MaxOutput"/> samples.</param>
    /// <returns>Where the samples written begin, in samples at 8 kHz (earlier than the frame where a gap before it was filled), and how many.</returns>
    /// <exception cref="InvalidDataException">The codec is not known to this version, or its library is absent.</exception>
    public (long Position, int Count) Decode(RecordedCodec codec, long position, ReadOnlySpan<byte> payload, Span<short> samples)
    {
        if (RecordedCodecs.IsG711(codec) && _scale == 1)
        {
            // Every octet stands alone: no state, nothing changed.
            DropDecoder();
            _end = position + payload.Length;
            return (position, RecordedCodecs.DecodeG711(codec, payload, samples));
        }

        if (_decoder is null || codec != _codec)
        {
            DropDecoder();
            _codec = codec;
            _decoder = SpeechCodecs.CreateDecoder(codec);
            _decoded = _decoded.Length == 0 ? new short[RecordedCodecs.MaxSamples] : _decoded;
            _resampler = _decoder.SampleRate == SampleRate ? null : Resampler.Steady(_decoder.SampleRate, SampleRate);
            _end = -1;
        }

        var length = RecordedCodecs.SamplesIn(codec, payload);
        var filled = FillGap(position, payload, samples);
        var from = position - (filled / _scale);
        var count = _decoder.Decode(payload, _decoded);
        _end = position + length;
        return (from, filled + Put(_decoded.AsSpan(0, count), samples[filled..]));
    }

    /// <inheritdoc/>
    public void Dispose() => DropDecoder();

    /// <returns>Samples written for the gap.</returns>
    private int FillGap(long position, ReadOnlySpan<byte> payload, Span<short> samples)
    {
        var gap = position - _end;
        if (_end < 0 || gap == 0)
        {
            return 0;
        }

        var longest = _decoder!.IsPaused ? LongestPause : RecordedCodecs.IsG711(_codec) ? 0 : LongestLoss;
        if (gap < 0 || gap > longest)
        {
            _resampler?.Restart();
            return 0;
        }

        // Of a loss the last packet may be in this one; a pause has nothing to recover.
        var perPosition = _decoder.SampleRate / RecordedFrameFormat.PositionRate;
        var recovered = _decoder.IsPaused ? 0 : (int)Math.Min(gap, RecordedCodecs.SamplesIn(_codec, payload)) * perPosition;
        var written = 0;
        for (var left = ((int)gap * perPosition) - recovered; left > 0;)
        {
            var place = _decoded.AsSpan(0, Math.Min(left, _decoded.Length));
            _decoder.Conceal(place);
            written += Put(place, samples[written..]);
            left -= place.Length;
        }

        _decoder.Recover(payload, _decoded.AsSpan(0, recovered));
        return written + Put(_decoded.AsSpan(0, recovered), samples[written..]);
    }

    private int Put(ReadOnlySpan<short> decoded, Span<short> samples)
    {
        if (_resampler is not null)
        {
            return _resampler.Process(decoded, samples);
        }

        decoded.CopyTo(samples);
        return decoded.Length;
    }

    private void DropDecoder()
    {
        _decoder?.Dispose();
        _decoder = null;
        _resampler = null;
    }
}
