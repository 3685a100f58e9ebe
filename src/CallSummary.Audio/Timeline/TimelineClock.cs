using CallSummary.Audio.Recordings;

namespace CallSummary.Audio.Timeline;

/// <summary>
/// Turns RTP timestamps into places on the call's timeline. Within a stream the timestamp rules; the arrival clock sets
/// the first place, and corrects the stream where its timestamps jump, sleep through a pause, or drift.
/// </summary>
internal sealed class TimelineClock(LegTimelineOptions options)
{
    // A stream is late or early as a whole only if its *fastest* packet in a second was: the rest is network jitter.
    private const int WindowSamples = RecordedFrameFormat.PositionRate;
    private const int WindowPackets = 25;
    private const int BehindTolerance = RecordedFrameFormat.PositionRate * 120 / 1000;
    private const int AheadTolerance = RecordedFrameFormat.PositionRate * 30 / 1000;
    private const int AheadLimit = RecordedFrameFormat.PositionRate * 80 / 1000;

    // About -50 dBFS.
    private const int QuietPeak = 100;

    private readonly long _maxBehind = Samples(options.MaxBehind);
    private readonly long _maxAhead = Samples(options.MaxAhead);

    private bool _anchored;
    private uint _lastTimestamp;
    private long _lastPosition;
    private long _windowStart;
    private int _windowCount;
    private long _windowMax;
    private long _shiftWhenQuiet;

    /// <summary>Sample after the last frame placed.</summary>
    public long End { get; private set; }

    public long Reanchored { get; private set; }

    public static long Samples(TimeSpan time) => time.Ticks * RecordedFrameFormat.PositionRate / TimeSpan.TicksPerSecond;

    /// <summary>Forgets the stream: the next packet is placed by its arrival.</summary>
    public void Restart()
    {
        Reanchored += _anchored ? 1 : 0;
        _anchored = false;
    }

    /// <summary>Places a packet that is next in order.</summary>
    public long Place(uint timestamp, RecordedCodec codec, ReadOnlySpan<byte> payload, TimeSpan arrival)
    {
        var samples = RecordedCodecs.SamplesIn(codec, payload);
        // An RTP clock may be a multiple of the timeline's; what a difference leaves over counts in the next.
        var scale = RecordedCodecs.ClockRate(codec) / RecordedFrameFormat.PositionRate;
        var ahead = Math.DivRem((int)(timestamp - _lastTimestamp), scale, out var rest);
        // Sound is older than its packet by at least its own length.
        var byArrival = Math.Max(0, Samples(arrival) - samples);
        var position = _anchored ? _lastPosition + ahead : long.MinValue;
        var deviation = position - byArrival;
        if (!_anchored || deviation > _maxAhead || deviation < -_maxBehind || position < _lastPosition)
        {
            position = Math.Max(byArrival, End);
            Reanchored += _anchored ? 1 : 0;
            BeginWindow(byArrival);
        }
        else
        {
            Observe(byArrival, deviation);
            // Sound from the future cannot wait for a pause. Sound that is late can: a gap in mid-word would be heard, its lateness is not.
            if (_shiftWhenQuiet != 0 && (_shiftWhenQuiet < -AheadLimit || IsQuiet(codec, payload)))
            {
                // Backward at most a frame at a time, so that places never fall: a sender that is 1 % fast is still held.
                position = Math.Max(position + Math.Max(_shiftWhenQuiet, -samples), _lastPosition);
                BeginWindow(byArrival);
                Reanchored++;
            }
        }

        _anchored = true;
        _lastTimestamp = timestamp - (uint)rest;
        _lastPosition = position;
        End = Math.Max(End, position + samples);
        return position;
    }

    private void Observe(long byArrival, long deviation)
    {
        _windowMax = Math.Max(_windowMax, deviation);
        _windowCount++;
        if (byArrival - _windowStart < WindowSamples || _windowCount < WindowPackets)
        {
            return;
        }

        var fastest = _windowMax;
        BeginWindow(byArrival);
        _shiftWhenQuiet = fastest < -BehindTolerance || fastest > AheadTolerance ? -fastest : 0;
    }

    private static bool IsQuiet(RecordedCodec codec, ReadOnlySpan<byte> payload)
    {
        if (!RecordedCodecs.IsG711(codec))
        {
            // Not to be told without the stream's decoder. The step is small and rare: it need not wait.
            return true;
        }

        Span<short> samples = stackalloc short[RecordedFrameFormat.MaxPayloadLength];
        var count = RecordedCodecs.DecodeG711(codec, payload, samples);
        return !samples[..count].ContainsAnyExceptInRange((short)-QuietPeak, (short)QuietPeak);
    }

    private void BeginWindow(long byArrival)
    {
        _windowStart = byArrival;
        _windowCount = 0;
        _windowMax = long.MinValue;
        _shiftWhenQuiet = 0;
    }
}
