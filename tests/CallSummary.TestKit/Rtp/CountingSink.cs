using CallSummary.Audio.Recordings;
using CallSummary.Audio.Timeline;
using CallSummary.Rtp;

namespace CallSummary.TestKit.Rtp;

/// <summary>Puts a leg's packets on its timeline and into recording frames, and counts them instead of keeping them.</summary>
public sealed class CountingSink : IMediaSink
{
    private readonly long _start = TimeProvider.System.GetTimestamp();
    private readonly RecordedFrameWriter _writer = RecordedFrameWriter.Create(Stream.Null);
    private readonly LegTimeline _timeline;

    public CountingSink() => _timeline = new LegTimeline((in TimelineFrame f) => _writer.Append(f.Codec, f.Position, f.Payload));

    public TimelineStatistics Statistics => _timeline.Statistics;

    public void OnPacket(in ReceivedPacket packet) => _timeline.Add(
        new TimelinePacket(
            packet.Ssrc, packet.SequenceNumber, packet.Timestamp, packet.Codec,
            TimeProvider.System.GetElapsedTime(_start, packet.ArrivalTimestamp)),
        packet.Payload);

    public void OnDigit(char digit, TimeSpan duration)
    {
    }
}
