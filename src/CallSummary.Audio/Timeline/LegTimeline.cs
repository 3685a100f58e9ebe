using System.ComponentModel.DataAnnotations;
using CallSummary.Audio.Recordings;

namespace CallSummary.Audio.Timeline;

/// <summary>
/// Puts one leg's received packets on the call's timeline: in order, once, each at its place. What is missing (loss, hold,
/// silence suppression) is a gap between places, to be read as silence. Bounded memory; nothing allocated per packet. Not thread-safe.
/// </summary>
public sealed class LegTimeline
{
    // RFC 3550 appendix A.1: a jump larger than this is a restarted source, not loss or reordering.
    private const int MaxDropout = 3000;
    private const int MaxMisorder = 100;

    private readonly LegTimelineOptions _options;
    private readonly TimelineFrameHandler _output;
    private readonly TimelineClock _clock;
    private readonly ReorderBuffer _held;
    private bool _started;
    private uint _ssrc;
    private int _clockRate;
    private ushort _expected;
    private ulong _recent;
    private ushort _restartCandidate;
    private bool _hasRestartCandidate;
    private long _placed;
    private long _duplicates;
    private long _reordered;
    private long _late;
    private long _lost;
    private long _refused;

    /// <summary>A timeline that hands its frames to <paramref name="output"/>, on the thread that adds packets.</summary>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public LegTimeline(TimelineFrameHandler output, LegTimelineOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        _options = options ?? new LegTimelineOptions();
        Validator.ValidateObject(_options, new ValidationContext(_options), validateAllProperties: true);
        _output = output;
        _clock = new TimelineClock(_options);
        _held = new ReorderBuffer(_options.ReorderPackets);
    }

    /// <summary>Sample after the last one placed: the recorded length of the leg at 8 kHz.</summary>
    public long End => _clock.End;

    /// <summary>What has been seen.</summary>
    public TimelineStatistics Statistics => new()
    {
        Placed = _placed,
        Duplicates = _duplicates,
        Reordered = _reordered,
        Late = _late,
        Lost = _lost,
        Reanchored = _clock.Reanchored,
        Refused = _refused,
    };

    /// <summary>Adds a received packet.</summary>
    /// <param name="packet">Its numbers.</param>
    /// <param name="payload">
    /// Its payload; empty for a packet of the stream without sound (telephone-event, comfort noise), which only keeps the count.
    /// </param>
    public void Add(in TimelinePacket packet, ReadOnlySpan<byte> payload)
    {
        if (payload.Length > RecordedFrameFormat.MaxPayloadLength || !RecordedCodecs.IsKnown(packet.Codec)
            || (!payload.IsEmpty && RecordedCodecs.SamplesIn(packet.Codec, payload) == 0))
        {
            _refused++;
            return;
        }

        if (!_started || packet.Ssrc != _ssrc || RecordedCodecs.ClockRate(packet.Codec) != _clockRate)
        {
            Restart(packet);
        }

        var ahead = (short)(packet.SequenceNumber - _expected);
        if (ahead < 0 || ahead > MaxDropout)
        {
            AddFromBehind(packet, payload, ahead);
            return;
        }

        _hasRestartCandidate = false;
        if (ahead == 0)
        {
            _reordered += _held.Count > 0 ? 1 : 0;
            Place(packet, payload);
            ReleaseInOrder();
        }
        else if (_held.Contains(packet.SequenceNumber))
        {
            _duplicates++;
        }
        else
        {
            Hold(packet, payload);
        }

        Advance(packet.Arrival);
    }

    /// <summary>Gives up on packets missing for longer than <see cref="LegTimelineOptions.ReorderWait"/>; call it when nothing comes.</summary>
    /// <param name="now">Since the start of the call.</param>
    public void Advance(TimeSpan now)
    {
        while (_held.TryPeek(_expected, out var nearest, out var oldest) && now - oldest >= _options.ReorderWait)
        {
            GiveUpTo(nearest);
        }
    }

    /// <summary>Places everything held back: the call has ended.</summary>
    public void Complete()
    {
        while (_held.TryPeek(_expected, out var nearest, out _))
        {
            GiveUpTo(nearest);
        }
    }

    private void Restart(in TimelinePacket packet)
    {
        Complete();
        _clock.Restart();
        _started = true;
        _ssrc = packet.Ssrc;
        _clockRate = RecordedCodecs.ClockRate(packet.Codec);
        _expected = packet.SequenceNumber;
        _recent = 0;
        _hasRestartCandidate = false;
    }

    private void AddFromBehind(in TimelinePacket packet, ReadOnlySpan<byte> payload, short ahead)
    {
        if (ahead is < -MaxMisorder or > MaxDropout)
        {
            // RFC 3550 A.1: two packets in sequence from the new place prove a restart; the first one is given up.
            if (_hasRestartCandidate && packet.SequenceNumber == _restartCandidate)
            {
                Restart(packet);
                Place(packet, payload);
                return;
            }

            _restartCandidate = (ushort)(packet.SequenceNumber + 1);
            _hasRestartCandidate = true;
            _late++;
            return;
        }

        var age = -ahead - 1;
        if (age < 64 && (_recent & (1UL << age)) != 0)
        {
            _duplicates++;
            return;
        }

        if (age < 64)
        {
            _recent |= 1UL << age;
        }

        _late++;
    }

    private void Hold(in TimelinePacket packet, ReadOnlySpan<byte> payload)
    {
        while (_held.IsFull && _held.TryPeek(_expected, out var nearest, out _))
        {
            if ((ushort)(packet.SequenceNumber - _expected) < (ushort)(nearest - _expected))
            {
                break;
            }

            GiveUpTo(nearest);
        }

        if (packet.SequenceNumber == _expected || _held.IsFull)
        {
            // Either the way is free now, or it is itself the nearest of a full buffer: what came before it is lost.
            SkipTo(packet.SequenceNumber);
            Place(packet, payload);
            ReleaseInOrder();
            return;
        }

        _reordered += _held.TryPeek(_expected, out var next, out _)
            && (ushort)(packet.SequenceNumber - _expected) < (ushort)(next - _expected) ? 1 : 0;
        _held.Add(packet, payload);
    }

    private void GiveUpTo(ushort sequenceNumber)
    {
        SkipTo(sequenceNumber);
        ReleaseInOrder();
    }

    private void SkipTo(ushort sequenceNumber)
    {
        var missing = (ushort)(sequenceNumber - _expected);
        _lost += missing;
        _recent = missing >= 64 ? 0 : _recent << missing;
        _expected = sequenceNumber;
    }

    private void ReleaseInOrder()
    {
        while (_held.Count > 0 && _held.TryTake(_expected, out var packet, out var payload))
        {
            Place(packet, payload);
        }
    }

    private void Place(in TimelinePacket packet, ReadOnlySpan<byte> payload)
    {
        _expected = (ushort)(packet.SequenceNumber + 1);
        _recent = (_recent << 1) | 1;
        if (payload.IsEmpty)
        {
            return;
        }

        var position = _clock.Place(packet.Timestamp, packet.Codec, payload, packet.Arrival);
        if (position > RecordedFrameFormat.MaxPosition)
        {
            _refused++;
            return;
        }

        _placed++;
        _output(new TimelineFrame(packet.Codec, position, payload));
    }
}
