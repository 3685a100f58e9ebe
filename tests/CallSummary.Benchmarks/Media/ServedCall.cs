using CallSummary.Audio.Timeline;
using CallSummary.Contracts;
using CallSummary.Gateway.Recording;
using CallSummary.Rtp;

namespace CallSummary.Benchmarks.Media;

/// <summary>A call as the gateway serves it: two legs, one queue for the disk, a file a leg.</summary>
internal sealed class ServedCall : IDisposable
{
    private static readonly Leg[] s_legs = [Leg.Caller, Leg.Callee];

    private readonly PacketQueue _queue = new(1500);
    private readonly FrameRecorder[] _plain = [];
    private readonly LegRecorder[] _live = [];
    private readonly long _startedAt = TimeProvider.System.GetTimestamp();

    /// <param name="open">Opens the file of a leg.</param>
    /// <param name="findUtterances">As the gateway does; otherwise frames only.</param>
    public ServedCall(Func<Leg, Stream> open, bool findUtterances)
    {
        if (findUtterances)
        {
            _live = [.. s_legs.Select(l => new LegRecorder(l, () => open(l), new RecordingOptions()))];
        }
        else
        {
            _plain = [.. s_legs.Select(l => new FrameRecorder(open(l)))];
        }
    }

    private TimeSpan _flushed;

    public MediaLeg[] Legs { get; } = new MediaLeg[2];

    public long Dropped => _queue.Dropped;

    /// <summary>Opens the legs; the first of the two in the player's count is the caller.</summary>
    public void Open(Func<IMediaSink, MediaLeg> open, int first, bool relay)
    {
        for (var i = 0; i < 2; i++)
        {
            var leg = open(new Sink(_queue, s_legs[i], _startedAt));
            leg.SetRemote(LoadPlayer.AddressOf(first + i), MediaFormat.Pcmu);
            Legs[i] = leg;
        }

        if (relay)
        {
            Legs[0].RelayTo(Legs[1]);
            Legs[1].RelayTo(Legs[0]);
        }
    }

    /// <summary>What a recorder loop does every 50 ms.</summary>
    public void Drain()
    {
        var first = _queue.TakeAll();
        for (var block = first; block is not null; block = block.Next)
        {
            for (var place = 0; block.TryRead(ref place, out var packet);)
            {
                if (_plain.Length > 0)
                {
                    _plain[packet.Leg == Leg.Caller ? 0 : 1].Add(packet.Packet, packet.Payload);
                }
                else
                {
                    _live[packet.Leg == Leg.Caller ? 0 : 1].Add(packet.Packet, packet.Payload);
                }
            }
        }

        PacketBlock.Return(first);
        var now = TimeProvider.System.GetElapsedTime(_startedAt);
        var flush = now - _flushed >= TimeSpan.FromSeconds(1);
        _flushed = flush ? now : _flushed;
        for (var i = 0; i < 2; i++)
        {
            if (_plain.Length > 0)
            {
                _plain[i].Advance(now);
            }
            else
            {
                _live[i].Advance(now);
            }

            if (flush)
            {
                Flush(i);
            }
        }
    }

    private void Flush(int leg)
    {
        if (_plain.Length > 0)
        {
            _plain[leg].Flush();
        }
        else
        {
            _live[leg].Flush();
        }
    }

    public void Dispose()
    {
        Drain();
        foreach (var recorder in _plain)
        {
            recorder.Dispose();
        }

        foreach (var recorder in _live)
        {
            recorder.Complete();
            recorder.Flush();
            recorder.Dispose();
        }
    }

    private sealed class Sink(PacketQueue queue, Leg leg, long startedAt) : IMediaSink
    {
        public void OnPacket(in ReceivedPacket packet) => queue.Add(
            leg,
            new TimelinePacket(packet.Ssrc, packet.SequenceNumber, packet.Timestamp, packet.Codec, TimeProvider.System.GetElapsedTime(startedAt, packet.ArrivalTimestamp)),
            packet.Payload);

        public void OnDigit(char digit, TimeSpan duration)
        {
        }
    }
}
