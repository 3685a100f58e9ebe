namespace CallSummary.Audio.Speech;

/// <summary>The utterance being heard: one byte of level a frame, and whether the frame was loud or tonal.</summary>
internal sealed class SegmentDraft
{
    private const int FrameSamples = SpeechFrame.Samples;

    // A cut is judged over 100 ms, so that it falls between words and not into a plosive's gap.
    private const int CutFrames = 10;

    // Levels are compared over 50 ms: long enough for the beat of a two-tone signal (40 or 50 Hz) to even out, and short against syllables.
    private const int SpreadFrames = 5;

    // 4 s.
    private const int FirstRoom = 400;

    private readonly SpeechSegmenterOptions _options;
    private readonly int _searchFrames;

    private readonly int _maxFrames;

    // In half dB above digital silence. They grow with the utterance: most are a few seconds long, and a silent leg has none.
    private byte[] _levels = [];
    private FrameMarks[] _marks = [];
    private int _count;

    public SegmentDraft(SpeechSegmenterOptions options, int maxFrames)
    {
        _options = options;
        _searchFrames = (int)(options.CutSearch.Ticks * 8000 / TimeSpan.TicksPerSecond / FrameSamples);
        _maxFrames = maxFrames;
    }

    [Flags]
    private enum FrameMarks : byte
    {
        None = 0,
        Loud = 1,
        Tonal = 2,
    }

    public bool IsOpen { get; private set; }

    public bool IsFull => IsOpen && _count == _maxFrames;

    /// <summary>First loud sample.</summary>
    public long Start { get; private set; }

    /// <summary>Sample after the last loud frame.</summary>
    public long SpeechEnd => Start + ((long)(_count - QuietFrames) * FrameSamples);

    /// <summary>Frames since the last loud one.</summary>
    public int QuietFrames { get; private set; }

    public void Open(long start)
    {
        IsOpen = true;
        Start = start;
        _count = 0;
        QuietFrames = 0;
    }

    public void Close() => IsOpen = false;

    public void Add(float level, bool loud, bool tonal)
    {
        if (_count == _levels.Length)
        {
            var room = Math.Min(_maxFrames, Math.Max(FirstRoom, _levels.Length * 2));
            Array.Resize(ref _levels, room);
            Array.Resize(ref _marks, room);
        }

        _levels[_count] = (byte)Math.Clamp((level - SpeechFrame.Silence) * 2, 0, 255);
        _marks[_count] = (loud ? FrameMarks.Loud : FrameMarks.None) | (tonal ? FrameMarks.Tonal : FrameMarks.None);
        _count++;
        QuietFrames = loud ? 0 : QuietFrames + 1;
    }

    /// <summary>Whether what was heard can be speech.</summary>
    public bool IsSpeech()
    {
        int loud = 0, tonal = 0, run = 0;
        var spread = default(LevelSpread);
        var power = 0.0;
        for (var i = 0; i < _count; i++)
        {
            if ((_marks[i] & FrameMarks.Loud) == 0)
            {
                run = 0;
                power = 0;
                continue;
            }

            loud++;
            tonal += (_marks[i] & FrameMarks.Tonal) != 0 ? 1 : 0;
            power += Math.Pow(10, _levels[i] / 20.0);
            if (++run == SpreadFrames)
            {
                spread.Add(10 * Math.Log10(power / SpreadFrames));
                run = 0;
                power = 0;
            }
        }

        if (loud * FrameSamples < _options.MinSpeech.TotalSeconds * 8000)
        {
            return false;
        }

        return tonal < _options.MaxTonalShare * loud && (spread.Count < 2 || spread.Value >= _options.MinLevelSpread);
    }

    /// <summary>The quietest place near the end.</summary>
    /// <returns>The sample at which to cut, and the frame from which to go on.</returns>
    public (long Sample, int Frame) Split()
    {
        var first = Math.Max(CutFrames, _count - _searchFrames);
        var best = _count - CutFrames;
        var bestSum = int.MaxValue;
        for (var i = first; i <= _count - CutFrames; i++)
        {
            var sum = 0;
            foreach (var level in _levels.AsSpan(i, CutFrames))
            {
                sum += level;
            }

            if (sum <= bestSum)
            {
                bestSum = sum;
                best = i;
            }
        }

        var frame = best + (CutFrames / 2);
        return (Start + ((long)frame * FrameSamples), frame);
    }

    /// <summary>Forgets the frames before a cut; goes on with the first loud frame after it, if there is one.</summary>
    public void KeepFrom(int frame)
    {
        while (frame < _count && (_marks[frame] & FrameMarks.Loud) == 0)
        {
            frame++;
        }

        _levels.AsSpan(frame, _count - frame).CopyTo(_levels);
        _marks.AsSpan(frame, _count - frame).CopyTo(_marks);
        Start += (long)frame * FrameSamples;
        _count -= frame;
        QuietFrames = Math.Min(QuietFrames, _count);
        IsOpen = _count > 0;
    }
}
