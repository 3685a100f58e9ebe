using System.Net;
using CallSummary.Audio;
using CallSummary.Audio.Recordings;
using CallSummary.Rtp.Ports;
using CallSummary.Rtp.Security;
using CallSummary.Rtp.Transcoding;

namespace CallSummary.Rtp.Sending;

/// <summary>
/// The one RTP stream that a leg sends (own SSRC, unbroken sequence and timestamps), fed by relayed packets or by a clip. Called
/// from the other leg's media thread and from the pacer; a short lock, never held across an await, keeps them apart.
/// </summary>
internal sealed class LegSender : IDisposable
{
    // A jump of the other stream's numbers that is no loss: it began anew (RFC 3550 A.1).
    private const int MaxDropout = 3000;

    private static readonly long MaxSeam = TimeSpan.FromMilliseconds(250).Ticks;

    private readonly MediaClock _clock;
    private readonly TranscodingPool _transcoding;
    private readonly Lock _gate = new();
    private readonly StreamPlace _place = new();
    private readonly LegOutlet _outlet;
    private MediaFormat? _format;
    private bool _closed;
    private Playback? _playback;
    private bool _enabled = true;
    private bool _mapped;
    private uint _mappedSsrc;
    private ushort _sequenceOffset;
    private uint _timestampOffset;
    private Transcoder? _transcoder;

    public LegSender(MediaPort port, MediaClock clock, TranscodingPool transcoding)
    {
        _clock = clock;
        _transcoding = transcoding;
        _outlet = new LegOutlet(port, this);
    }

    public uint Ssrc => _outlet.Ssrc;

    public long Sent => _outlet.Sent;

    public long SentBytes => _outlet.SentBytes;

    public long Failures => _outlet.Failures;

    public long NotRelayed { get; private set; }

    /// <summary>Sets how packets are encoded and, with a key, protected; the same key keeps its packet counts.</summary>
    public void SetFormat(MediaFormat format, SrtpKey? key)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return;
            }

            if (_format is not null && !_format.EncodesLike(format))
            {
                // The clock may be another: the timestamps go on by the time that passed, counted by the new one.
                StopTranscoding();
                _place.ChangeClock();
            }

            _format = format;
            _outlet.SetKey(key);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            StopTranscoding();
            _outlet.Dispose();
        }
    }

    public void SetTarget(SocketAddress? target)
    {
        lock (_gate)
        {
            _outlet.Target = _closed ? null : target;
        }
    }

    public void Enable(bool enabled)
    {
        lock (_gate)
        {
            _enabled = enabled;
        }
    }

    /// <summary>The system did not take a packet.</summary>
    public void CountFailure()
    {
        lock (_gate)
        {
            _outlet.CountFailure();
        }
    }

    /// <summary>The RTP timestamp of this moment, for a sender report (RFC 3550 section 6.4.1).</summary>
    public uint TimestampAt(long now)
    {
        lock (_gate)
        {
            return _place.At(now, ClockRate);
        }
    }

    /// <summary>The peer asks for a mode of AMR.</summary>
    public void Request(int mode) => Volatile.Read(ref _transcoder)?.Request(mode);

    /// <summary>Sends a packet that another leg received, in this leg's stream and codec.</summary>
    public void Relay(in ReceivedPacket packet)
    {
        lock (_gate)
        {
            var silent = IsSilent;
            if (!silent && _format is not null && !_format.Takes(packet))
            {
                Transcode(packet, _format);
                return;
            }

            if (_transcoder is not null && packet.Kind == ReceivedPacketKind.Audio)
            {
                StopTranscoding();
            }

            if (silent || PayloadTypeFor(packet.Kind) is not { } payloadType || packet.Payload.Length > RecordedFrameFormat.MaxPayloadLength)
            {
                // After a pause of ours the peer's stream goes on from the clock, not from the other leg's count.
                _mapped &= !silent;
                NotRelayed++;
                return;
            }

            var now = _clock.Ticks(packet.ArrivalTimestamp);
            var marker = packet.Marker;
            if (!_mapped || packet.Ssrc != _mappedSsrc
                || Math.Abs((int)(short)(packet.SequenceNumber + _sequenceOffset - _place.Sequence)) > MaxDropout)
            {
                _mapped = true;
                _mappedSsrc = packet.Ssrc;
                _sequenceOffset = (ushort)(_place.Sequence + 1 - packet.SequenceNumber);
                _timestampOffset = _place.Next(now, ClockRate) - packet.Timestamp;
                marker |= packet.Kind == ReceivedPacketKind.Audio;
            }

            var length = Payloads.Copy(packet, _format!, LegOutlet.Payload);
            if (length == 0 && !packet.Payload.IsEmpty)
            {
                NotRelayed++;
                return;
            }

            var sequence = (ushort)(packet.SequenceNumber + _sequenceOffset);
            var timestamp = packet.Timestamp + _timestampOffset;
            if ((short)(sequence - _place.Sequence) > 0)
            {
                _place.Advance(sequence, timestamp, packet.UnitsOfSound, now);
            }

            if (!_outlet.Send(length, payloadType, marker, sequence, timestamp))
            {
                NotRelayed++;
            }
        }
    }

    /// <summary>Makes a clip the leg's sound; relayed packets wait outside until it ends.</summary>
    /// <returns>False when another clip is playing.</returns>
    public bool BeginPlayback(Playback playback)
    {
        lock (_gate)
        {
            if (_playback is not null)
            {
                return false;
            }

            _playback = playback;
            return true;
        }
    }

    public void EndPlayback(Playback playback)
    {
        lock (_gate)
        {
            if (_playback == playback)
            {
                _playback = null;
                _mapped = false;
            }
        }
    }

    /// <summary>Sends a clip's next packet.</summary>
    /// <param name="playback">The clip.</param>
    /// <param name="samples">Its next samples, 8 kHz.</param>
    /// <param name="encoded">The same in the leg's codec; empty to encode them here.</param>
    public void SendPlayback(Playback playback, ReadOnlySpan<short> samples, ReadOnlySpan<byte> encoded)
    {
        lock (_gate)
        {
            if (_playback != playback || _outlet.Target is null || _format is null || !_enabled)
            {
                return;
            }

            if (playback.Codec is { } codec ? codec != _format.Codec : !RecordedCodecs.IsG711(_format.Codec))
            {
                playback.Fail();
                return;
            }

            var length = Payloads.Encode(samples, encoded, _format, LegOutlet.Payload);

            // Within a clip the timestamps run on without a seam; before it, and after a pause in it, they follow the clock.
            var now = _clock.Now;
            var begins = playback.IsFirst || now - _place.SentAt > MaxSeam;
            var timestamp = begins ? _place.Next(now, ClockRate) : _place.Seamless;
            var sequence = (ushort)(_place.Sequence + 1);
            _place.Advance(sequence, timestamp, (int)((long)samples.Length * ClockRate / AudioClip.SampleRate), now);
            _outlet.Send(length, _format.PayloadType, begins, sequence, timestamp);
        }
    }

    /// <summary>Sends what a transcoder made of another leg's packets.</summary>
    /// <param name="transcoder">The one that made it: an older one is not heard any more.</param>
    /// <param name="packet">What it made.</param>
    public void SendTranscoded(Transcoder transcoder, in TranscodedPacket packet)
    {
        lock (_gate)
        {
            if (_transcoder != transcoder)
            {
                return;
            }

            if (IsSilent || _format is null || PayloadTypeFor(packet.Kind) is not { } payloadType)
            {
                _mapped &= !IsSilent;
                NotRelayed++;
                return;
            }

            var now = _clock.Now;
            var marker = packet.Marker;
            if (!_mapped)
            {
                _mapped = true;
                _timestampOffset = _place.Next(now, ClockRate) - packet.Timestamp;
                marker |= packet.Kind == ReceivedPacketKind.Audio;
            }

            var timestamp = packet.Timestamp + _timestampOffset;
            var sequence = (ushort)(_place.Sequence + 1);
            packet.Payload.CopyTo(LegOutlet.Payload);
            _place.Advance(sequence, timestamp, packet.Units, now);
            if (!_outlet.Send(packet.Payload.Length, payloadType, marker, sequence, timestamp))
            {
                NotRelayed++;
            }
        }
    }

    /// <summary>A transcoder could not keep up.</summary>
    public void CountNotRelayed()
    {
        lock (_gate)
        {
            NotRelayed++;
        }
    }

    private bool IsSilent => _outlet.Target is null || !_enabled || _playback is not null;

    private int ClockRate => _format?.ClockRate ?? AudioClip.SampleRate;

    private void Transcode(in ReceivedPacket packet, MediaFormat format)
    {
        if (_transcoder is null)
        {
            // It counts from its own beginning.
            _mapped = false;
            _transcoder = _transcoding.Create(this, format);
        }

        _transcoder.Add(packet);
    }

    private void StopTranscoding()
    {
        if (_transcoder is not null)
        {
            _transcoder.Stop();
            _transcoder = null;
            _mapped = false;
        }
    }

    private byte? PayloadTypeFor(ReceivedPacketKind kind) => kind switch
    {
        ReceivedPacketKind.Audio => _format?.PayloadType,
        ReceivedPacketKind.TelephoneEvent => _format?.TelephoneEventPayloadType,
        ReceivedPacketKind.ComfortNoise => _format?.ComfortNoisePayloadType,
        _ => null,
    };
}
