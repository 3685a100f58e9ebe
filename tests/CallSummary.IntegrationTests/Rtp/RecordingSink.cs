using System.Collections.Concurrent;
using CallSummary.Audio.Recordings;
using CallSummary.Audio.Timeline;
using CallSummary.Rtp;

namespace CallSummary.IntegrationTests.Rtp;

/// <summary>Records a leg as the gateway does: timeline, then frames.</summary>
internal sealed class RecordingSink : IMediaSink
{
    private readonly long _start;
    private readonly RecordedFrameWriter _writer;
    private readonly LegTimeline _timeline;

    public RecordingSink(long start)
    {
        _start = start;
        _writer = RecordedFrameWriter.Create(File);
        _timeline = new LegTimeline((in TimelineFrame f) => _writer.Append(f.Codec, f.Position, f.Payload));
    }

    public MemoryStream File { get; } = new();

    public ConcurrentQueue<(char Digit, TimeSpan Duration)> Digits { get; } = new();

    public TimelineStatistics Statistics => _timeline.Statistics;

    public void Complete() => _timeline.Complete();

    public void OnPacket(in ReceivedPacket packet)
    {
        var arrival = TimeProvider.System.GetElapsedTime(_start, packet.ArrivalTimestamp);
        var sound = packet.Kind == ReceivedPacketKind.Audio ? packet.Payload : [];
        _timeline.Add(new TimelinePacket(packet.Ssrc, packet.SequenceNumber, packet.Timestamp, packet.Codec, arrival), sound);
    }

    public void OnDigit(char digit, TimeSpan duration) => Digits.Enqueue((digit, duration));
}
