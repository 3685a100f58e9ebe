using CallSummary.Audio.Timeline;
using CallSummary.Contracts;
using CallSummary.Gateway.Recording;
using CallSummary.Gateway.Siprec;
using CallSummary.Rtp;

namespace CallSummary.Gateway.Media;

/// <summary>Hands what a party sends to the recorder, once there is one. Runs on the media thread: no wait, no allocation.</summary>
internal sealed class PartySink(TimeProvider time) : IMediaSink
{
    private Leg _leg;
    private long _startedAt;
    private volatile Floor? _floor;
    private volatile CallRecorder? _recorder;

    /// <summary>From now on packets are recorded, placed by the time since the answer.</summary>
    /// <param name="recorder">What records.</param>
    /// <param name="leg">The leg it is.</param>
    /// <param name="startedAt">Timestamp of the answer.</param>
    /// <param name="floor">Shared by the streams of one leg: only one at a time is recorded. Null: this is the only one.</param>
    public void Attach(CallRecorder recorder, Leg leg, long startedAt, Floor? floor = null)
    {
        _floor = floor;
        _leg = leg;
        _startedAt = startedAt;
        _recorder = recorder;
    }

    /// <summary>From now on nothing is recorded: another stream has taken over the leg.</summary>
    public void Detach() => _recorder = null;

    public void OnPacket(in ReceivedPacket packet)
    {
        if (_recorder is { } recorder && packet.ArrivalTimestamp >= _startedAt && (_floor is not { } floor || floor.Takes(this, packet)))
        {
            var arrival = time.GetElapsedTime(_startedAt, packet.ArrivalTimestamp);
            recorder.Add(
                _leg,
                new TimelinePacket(packet.Ssrc, packet.SequenceNumber, packet.Timestamp, packet.Codec, arrival),
                packet.Kind == ReceivedPacketKind.Audio ? packet.Payload : default);
        }
    }

    public void OnDigit(char digit, TimeSpan duration)
    {
        // Digits may be card numbers: they are relayed, never kept.
    }
}
