namespace CallSummary.Audio.Recordings;

/// <summary>
/// Remembers where the last seconds of a recording lie in its file, so that an utterance can be named by its bytes. Bounded: an
/// entry for every eighth frame, the oldest forgotten. Not thread-safe.
/// </summary>
public sealed class RecordedFrameIndex
{
    private const int FramesPerEntry = 8;

    // 32 bits each, for thousands of these are in memory: a position is under 24 hours, and no file of a day comes near 4 GiB.
    private readonly (uint Position, uint Offset)[] _entries;
    private int _count;
    private int _next;
    private int _frames;
    private long _end = RecordedFrameFormat.FileHeaderLength;

    /// <summary>An index that reaches back over this many frames.</summary>
    /// <param name="frames">8 to 100,000; 2,048 are 40 s of 20 ms frames, enough for the longest utterance.</param>
    public RecordedFrameIndex(int frames = 2048)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(frames, FramesPerEntry);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(frames, 100_000);
        _entries = new (uint, uint)[(frames + FramesPerEntry - 1) / FramesPerEntry];
    }

    /// <summary>Adds a frame just written.</summary>
    /// <param name="position">Its first sample.</param>
    /// <param name="range">Its bytes.</param>
    public void Add(long position, RecordedRange range)
    {
        if (_frames++ % FramesPerEntry == 0)
        {
            _entries[_next] = ((uint)position, (uint)range.Start);
            _next = (_next + 1) % _entries.Length;
            _count = Math.Min(_count + 1, _entries.Length);
        }

        _end = range.End;
    }

    /// <summary>
    /// The bytes whose whole frames hold everything from <paramref name="start"/> to <paramref name="end"/>; up to eight frames more
    /// at either side, so cut the decoded clip with <see cref="RecordedClip.Slice"/>. What was forgotten is left out at the front.
    /// </summary>
    public RecordedRange Find(long start, long end)
    {
        var first = _count == 0 ? _end : _entries[Oldest()].Offset;
        var last = _end;
        for (var i = 0; i < _count; i++)
        {
            var entry = _entries[(Oldest() + i) % _entries.Length];
            // A frame that begins before the start may still reach into it: take the entry strictly before.
            if (entry.Position < start)
            {
                first = entry.Offset;
            }
            else if (entry.Position >= end)
            {
                last = entry.Offset;
                break;
            }
        }

        return new RecordedRange(first, Math.Max(first, last));
    }

    private int Oldest() => (_next - _count + _entries.Length) % _entries.Length;
}
