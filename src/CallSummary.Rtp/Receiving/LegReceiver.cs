using CallSummary.Audio.Recordings;
using CallSummary.Rtp.Packets;
using CallSummary.Rtp.Security;

namespace CallSummary.Rtp.Receiving;

/// <summary>
/// Everything that happens to a datagram of a leg's RTP port: checks, source lock, counts, digits, relay, sink. Runs on the media
/// thread, one datagram at a time; control calls come from elsewhere under the lock.
/// </summary>
internal sealed class LegReceiver : IDisposable
{
    private readonly IMediaSink _sink;
    private readonly MediaClock _clock;
    private readonly Lock _gate = new();
    private readonly SourceLatch _latch;
    private readonly SequenceTally _tally = new();
    private readonly LegInlet _inlet = new();
    private readonly DigitDetector _digits;
    private readonly Action<SourceKey> _aim;
    private readonly Action<int> _request;
    private int _clockRate = 8000;
    private MediaFormat? _format;
    private RecordedCodec _codec;
    private bool _closed;
    private bool _enabled = true;
    private uint _ssrc;
    private long _received;
    private long _receivedBytes;
    private long _wrongSource;
    private long _notWanted;
    private long _sinkFailures;
    private long _lastReceived;
    private volatile MediaLeg? _relayTo;

    /// <param name="sink">Takes what passes.</param>
    /// <param name="clock">The engine's time.</param>
    /// <param name="options">Learning rules.</param>
    /// <param name="aim">Told where to send to; called under the lock, so that the last word is the right one.</param>
    /// <param name="request">Told which mode of AMR the peer wants to be sent.</param>
    public LegReceiver(IMediaSink sink, MediaClock clock, MediaEngineOptions options, Action<SourceKey> aim, Action<int> request)
    {
        _request = request;
        _sink = sink;
        _clock = clock;
        _aim = aim;
        _latch = new SourceLatch(options.SourceLearning, options.LearningWindow);
        _digits = new DigitDetector(sink.OnDigit);
    }

    public MediaLeg? RelayTo
    {
        get => _relayTo;
        set => _relayTo = value;
    }

    /// <summary>0: never.</summary>
    public long LastReceivedTimestamp => Volatile.Read(ref _lastReceived);

    public SourceKey? Source
    {
        get
        {
            lock (_gate)
            {
                return _latch.IsLocked ? _latch.Source : null;
            }
        }
    }

    /// <summary>The SSRC of the settled source; null before.</summary>
    public uint? SettledSsrc
    {
        get
        {
            lock (_gate)
            {
                return _latch.IsLocked ? _latch.Ssrc : null;
            }
        }
    }

    public MediaStatistics Statistics
    {
        get
        {
            lock (_gate)
            {
                return new MediaStatistics
                {
                    Codec = _codec,
                    Received = _received,
                    ReceivedBytes = _receivedBytes,
                    Lost = _tally.Lost,
                    Duplicates = _tally.Duplicates,
                    Reordered = _tally.Reordered,
                    Late = _tally.Late,
                    Jitter = TimeSpan.FromSeconds((double)_tally.Jitter / _clockRate),
                    WrongSource = _wrongSource,
                    Invalid = _inlet.Invalid,
                    NotAuthentic = _inlet.NotAuthentic,
                    Replayed = _inlet.Replayed,
                    NotWanted = _notWanted,
                    SinkFailures = _sinkFailures,
                };
            }
        }
    }

    public void SetRemote(SourceKey remote, MediaFormat format, SrtpKey? key)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return;
            }

            _format = format;
            _codec = format.Codec;
            if (format.ClockRate != _clockRate)
            {
                _clockRate = format.ClockRate;
                _tally.ChangeClock();
            }

            _inlet.SetKey(key);
            _latch.SetRemote(remote, _clock.Now);
            _aim(_latch.IsLocked ? _latch.Source : remote);
        }
    }

    public void Enable(bool enabled)
    {
        lock (_gate)
        {
            if (enabled && !_enabled)
            {
                _latch.Reopen(_clock.Now);
            }

            _enabled = enabled;
        }
    }

    /// <summary>Counts what never became a packet.</summary>
    public void CountRefused(SrtpVerdict verdict)
    {
        lock (_gate)
        {
            _inlet.CountRefused(verdict);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            _format = null;
            _inlet.Dispose();
        }
    }

    /// <summary>What a reception report says of the stream; null before the first packet.</summary>
    public ReceptionReport? TakeReport()
    {
        lock (_gate)
        {
            return _received == 0
                ? null
                : new ReceptionReport(_tally.Ssrc, _tally.TakeFractionLost(), _tally.Lost, _tally.ExtendedHighest, _tally.Jitter);
        }
    }

    public void OnDatagram(Span<byte> datagram, SourceKey source, long timestamp)
    {
        if (!Accept(datagram, source, timestamp, out var packet))
        {
            return;
        }

        if (packet.Kind == ReceivedPacketKind.Audio && RecordedCodecs.IsAmr(packet.Codec))
        {
            // RFC 4867 sections 4.3.1 and 4.4.1: the request stands in the first four bits of either packing.
            _request(packet.Payload[0] >> 4);
        }

        _relayTo?.Relay(packet);
        try
        {
            _digits.ClockRate = RecordedCodecs.ClockRate(packet.Codec);
            if (packet.Kind == ReceivedPacketKind.TelephoneEvent)
            {
                _digits.OnEvent(packet.Timestamp, packet.Payload);
            }
            else
            {
                _digits.OnAudio(packet.Timestamp);
            }

            _sink.OnPacket(packet);
        }
#pragma warning disable CA1031 // A recorder's bug must not end the conversation: it is counted and the media goes on.
        catch (Exception)
#pragma warning restore CA1031
        {
            Interlocked.Increment(ref _sinkFailures);
        }
    }

    private bool Accept(Span<byte> datagram, SourceKey source, long timestamp, out ReceivedPacket packet)
    {
        packet = default;
        lock (_gate)
        {
            var now = _clock.Ticks(timestamp);
            if (_inlet.IsProtected && !_latch.MayHear(source, now))
            {
                // Whatever it holds, it would not be heard: no work for strangers.
                _wrongSource++;
                return false;
            }

            if (!_inlet.TryRead(datagram, out var rtp))
            {
                return false;
            }

            var verdict = _latch.Check(source, rtp.Ssrc, rtp.SequenceNumber, now);
            if (verdict == LatchVerdict.WrongSource || _format is null)
            {
                _wrongSource++;
                return false;
            }

            if (verdict == LatchVerdict.Locked)
            {
                _aim(source);
            }

            Volatile.Write(ref _lastReceived, timestamp);
            _received++;
            _receivedBytes += rtp.Payload.Length;
            _tally.Add(rtp.Ssrc, rtp.SequenceNumber, rtp.Timestamp, MediaClock.Units(now, _clockRate));
            if (!_enabled)
            {
                _notWanted++;
                return false;
            }

            if (rtp.Ssrc != _ssrc)
            {
                _ssrc = rtp.Ssrc;
                _digits.Restart();
            }

            packet = new ReceivedPacket
            {
                Kind = _format.KindOf(rtp.PayloadType, rtp.Payload.Length),
                Codec = _format.Codec,
                AmrModes = _format.Encoding.AmrModes,
                Payload = rtp.Payload,
                PayloadType = rtp.PayloadType,
                Marker = rtp.Marker,
                SequenceNumber = rtp.SequenceNumber,
                Timestamp = rtp.Timestamp,
                Ssrc = rtp.Ssrc,
                ArrivalTimestamp = timestamp,
            };
            return true;
        }
    }
}
