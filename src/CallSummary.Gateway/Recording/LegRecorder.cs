using CallSummary.Audio.Recordings;
using CallSummary.Audio.Speech;
using CallSummary.Audio.Timeline;
using CallSummary.Contracts;
using CallSummary.Gateway.Recording.Manifests;

namespace CallSummary.Gateway.Recording;

/// <summary>
/// Writes one leg: packets → timeline → frames on disk → utterances. The file is opened at the first frame, so a leg that never
/// had consent leaves no byte. Not thread-safe.
/// </summary>
internal sealed class LegRecorder : IDisposable
{
    // Half a second of sound with its frames: two writes a second, and little memory at thousands of calls.
    private const int BufferBytes = 4608;

    /// <summary>Sound that claims to be this far ahead of the clock is a flood, not speech: it would fill the disk.</summary>
    private const int MaxAheadSamples = 2 * RecordedFrameFormat.PositionRate;

    /// <summary>Without packets the segmenter follows the clock at this distance, which leaves late packets their place.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(800);

    private readonly Leg _leg;
    private readonly Func<Stream> _open;
    private readonly LegTimeline _timeline;
    private readonly SpeechSegmenter _segmenter;
    private readonly long _partialSamples;
    private readonly RecordedFrameIndex _index = new();
    private readonly List<UtteranceEntry> _ready = [];
    private readonly RecordedDecoder _decoder = new(RecordedFrameFormat.PositionRate);
    private short[]? _samples;
    private Stream? _stream;
    private RecordedFrameWriter? _writer;
    private TimeSpan _now;
    private long _nextPartial;

    public LegRecorder(Leg leg, Func<Stream> open, RecordingOptions options)
    {
        _leg = leg;
        _open = open;
        _timeline = new LegTimeline(Write);
        _segmenter = new SpeechSegmenter(Cut, SegmenterOptions(options.MaxUtterance));
        _partialSamples = Samples(options.PartialInterval);
    }

    /// <summary>Utterances cut so far.</summary>
    public int Utterances { get; private set; }

    /// <summary>Frames refused because their sender runs far ahead of the clock.</summary>
    public long Refused { get; private set; }

    /// <summary>End of the recorded sound on the call's timeline.</summary>
    public TimeSpan End => Time(_timeline.End);

    public static SpeechSegmenterOptions SegmenterOptions(TimeSpan maxUtterance)
    {
        var options = new SpeechSegmenterOptions { MaxUtterance = maxUtterance };
        return maxUtterance > options.CutSearch ? options : options with { CutSearch = maxUtterance / 2 };
    }

    public static TimeSpan Time(long samples) => TimeSpan.FromTicks(samples * TimeSpan.TicksPerSecond / RecordedFrameFormat.PositionRate);

    public static long Samples(TimeSpan time) => time.Ticks * RecordedFrameFormat.PositionRate / TimeSpan.TicksPerSecond;

    /// <exception cref="IOException">The disk refused.</exception>
    public void Add(in TimelinePacket packet, ReadOnlySpan<byte> payload)
    {
        _now = packet.Arrival;
        _timeline.Add(packet, payload);
    }

    /// <summary>Lets time pass when nothing comes.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public void Advance(TimeSpan now)
    {
        _now = now;
        _timeline.Advance(now);
        if (_writer is not null && now - End > Patience)
        {
            _segmenter.AdvanceTo(Samples(now - Patience));
        }
    }

    /// <summary>The call is over: what is held back is written, the last utterance cut.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public void Complete()
    {
        _timeline.Complete();
        if (_writer is not null)
        {
            _segmenter.Complete();
        }
    }

    /// <summary>The frames written so far leave this process.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public void Flush() => _stream?.Flush();

    /// <summary>Moves out the utterances cut since the last call. Flush first.</summary>
    public void TakeReady(List<UtteranceEntry> into)
    {
        into.AddRange(_ready);
        _ready.Clear();
    }

    public bool HasReady => _ready.Count > 0;

    /// <summary>The utterance that goes on, each time it has grown by the interval for partial lines; else null. Flush before its bytes are read.</summary>
    public UtteranceEntry? TakePartial()
    {
        if (_partialSamples == 0 || _segmenter.RunningSince is not { } since || _segmenter.Position < Math.Max(_nextPartial, since + _partialSamples))
        {
            return null;
        }

        _nextPartial = _segmenter.Position + _partialSamples;
        return _segmenter.Running is var (start, end) ? Entry(start, end) : null;
    }

    public void Dispose()
    {
        _decoder.Dispose();
        _stream?.Dispose();
    }

    private void Write(in TimelineFrame frame)
    {
        if (frame.Position - Samples(_now) > MaxAheadSamples)
        {
            Refused++;
            return;
        }

        if (_writer is null)
        {
            _stream = new BufferedStream(_open(), BufferBytes);
            _writer = RecordedFrameWriter.Create(_stream);
        }

        var range = _writer.Append(frame.Codec, frame.Position, frame.Payload);
        _index.Add(frame.Position, range);
        Listen(frame);
    }

    private void Listen(in TimelineFrame frame)
    {
        // G.711 needs no more room than its octets: nothing is kept for it.
        var samples = RecordedCodecs.IsG711(frame.Codec) ? stackalloc short[RecordedFrameFormat.MaxPayloadLength] : _samples ??= new short[_decoder.MaxOutput];
        var (position, count) = _decoder.Decode(frame.Codec, frame.Position, frame.Payload, samples);
        _segmenter.Add(position, samples[..count]);
    }

    private void Cut(SpeechSegment segment)
    {
        _ready.Add(Entry(segment.Start, segment.End));
        Utterances++;
    }

    private UtteranceEntry Entry(long start, long end)
    {
        var range = _index.Find(start, end);
        return new UtteranceEntry
        {
            At = default,
            Leg = _leg,
            Sequence = Utterances,
            Offset = Time(start),
            Duration = Time(end - start),
            Start = range.Start,
            End = range.End,
        };
    }
}
