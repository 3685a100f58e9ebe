namespace CallSummary.Audio.Recordings;

/// <summary>Reads any stretch of one leg's recording as samples: a sparse index over the file, one pass when opened.</summary>
internal sealed class RecordedLegSource : IDisposable
{
    private const int FramesPerEntry = 256;

    private readonly Stream? _stream;
    private readonly List<(long Position, long Offset)> _index = [];
    private readonly long _goodTo;
    private readonly int _longestFrame;
    private readonly bool _keepsState;
    private RecordedDecoder? _decoder;
    private RecordedFrameReader? _reader;
    private short[] _frame = [];
    private long _readerAt;
    private long _framePosition;
    private int _frameSamples;
    private int _scale = 1;

    /// <param name="stream">The leg's file, seekable; null for a leg without sound.</param>
    public RecordedLegSource(Stream? stream)
    {
        _stream = stream;
        if (stream is null)
        {
            return;
        }

        stream.Position = 0;
        var reader = new RecordedFrameReader(stream);
        for (var n = 0; ; n++)
        {
            var offset = reader.GoodTo;
            if (!reader.TryRead(out var frame))
            {
                break;
            }

            if (n % FramesPerEntry == 0)
            {
                _index.Add((frame.Position, offset));
            }

            End = Math.Max(End, frame.End);
            _longestFrame = Math.Max(_longestFrame, frame.Samples);
            _keepsState |= !RecordedCodecs.IsG711(frame.Codec);
            SampleRate = Math.Max(SampleRate, RecordedCodecs.SampleRate(frame.Codec));
        }

        _goodTo = reader.GoodTo;
    }

    /// <summary>Sample after the last recorded one, at 8 kHz.</summary>
    public long End { get; }

    /// <summary>Samples per second that hold all of the leg's sound.</summary>
    public int SampleRate { get; } = RecordedFrameFormat.PositionRate;

    /// <summary>Chooses the rate of what is read; before the first read.</summary>
    public void DecodeTo(int sampleRate)
    {
        _decoder?.Dispose();
        _scale = sampleRate / RecordedFrameFormat.PositionRate;
        _decoder = new RecordedDecoder(sampleRate);
        _frame = new short[_decoder.MaxOutput];
    }

    /// <summary>Fills the span with the samples from <paramref name="position"/> on, at the chosen rate; gaps and what lies outside are silence.</summary>
    /// <exception cref="InvalidDataException">This machine cannot decode the codec.</exception>
    public void Read(long position, Span<short> samples)
    {
        samples.Clear();
        if (_index.Count == 0)
        {
            return;
        }

        if (_reader is null || position != _readerAt)
        {
            Seek(position / _scale);
        }

        var end = position + samples.Length;
        while (_framePosition < end)
        {
            var from = Math.Max(position, _framePosition);
            var to = Math.Min(end, _framePosition + _frameSamples);
            if (to > from)
            {
                _frame.AsSpan((int)(from - _framePosition), (int)(to - from)).CopyTo(samples[(int)(from - position)..]);
            }

            if (_framePosition + _frameSamples > end || !Next())
            {
                break;
            }
        }

        _readerAt = end;
    }

    public void Dispose() => _decoder?.Dispose();

    private void Seek(long position)
    {
        // One longest frame earlier, so that a frame that reaches into the stretch is not missed.
        var low = 0;
        for (var high = _index.Count - 1; low < high;)
        {
            var middle = (low + high + 1) / 2;
            if (_index[middle].Position + _longestFrame <= position)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        // A decoder with state needs some sound before the place to be where it would have been: an entry more, some seconds.
        low = _keepsState ? Math.Max(low - 1, 0) : low;
        _reader = RecordedFrameReader.From(_stream!, _index[low].Offset);
        DecodeTo(_scale * RecordedFrameFormat.PositionRate);
        _frameSamples = 0;
        Next();
    }

    private bool Next()
    {
        // The file may still grow: only what was there when it was indexed counts.
        if (_reader!.GoodTo >= _goodTo || !_reader.TryRead(out var frame))
        {
            _framePosition = long.MaxValue / 2;
            _frameSamples = 0;
            return false;
        }

        (_framePosition, _frameSamples) = _decoder!.Decode(frame.Codec, frame.Position, frame.Payload, _frame);
        _framePosition *= _scale;
        return true;
    }
}
