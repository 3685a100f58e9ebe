using CallSummary.Audio.Recordings;
using CallSummary.Audio.Timeline;

namespace CallSummary.Benchmarks.Media;

/// <summary>A leg's recording without the search for utterances: what another recorder does too.</summary>
internal sealed class FrameRecorder : IDisposable
{
    private readonly BufferedStream _stream;
    private readonly RecordedFrameWriter _writer;
    private readonly LegTimeline _timeline;

    public FrameRecorder(Stream file)
    {
        _stream = new BufferedStream(file, 4608);
        _writer = RecordedFrameWriter.Create(_stream);
        _timeline = new LegTimeline((in TimelineFrame f) => _writer.Append(f.Codec, f.Position, f.Payload));
    }

    public void Add(in TimelinePacket packet, ReadOnlySpan<byte> payload) => _timeline.Add(packet, payload);

    public void Advance(TimeSpan now) => _timeline.Advance(now);

    public void Flush() => _stream.Flush();

    public void Dispose()
    {
        _timeline.Complete();
        _stream.Dispose();
    }
}
