using System.Net;
using System.Security.Cryptography;
using CallSummary.Audio.Codecs;
using CallSummary.Audio.Recordings;
using CallSummary.Rtp.Packets;
using CallSummary.Rtp.Ports;
using CallSummary.Rtp.Security;

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

    [ThreadStatic]
    private static byte[]? t_packet;

    private readonly MediaPort _port;
    private readonly MediaClock _clock;
    private readonly Lock _gate = new();
    private SocketAddress? _target;
    private MediaFormat? _format;
    private SrtpKey? _key;
    private SrtpSender? _srtp;
    private bool _closed;
    private Playback? _playback;
    private bool _enabled = true;
    private bool _mapped;
    private uint _mappedSsrc;
    private ushort _sequenceOffset;
    private uint _timestampOffset;
    private ushort _sequence = (ushort)RandomNumberGenerator.GetInt32(ushort.MaxValue + 1);
    private uint _timestamp = (uint)RandomNumberGenerator.GetInt32(int.MaxValue);
    private int _lastSamples;
    private long _lastSentAt = long.MinValue;

    public LegSender(MediaPort port, MediaClock clock)
    {
        _port = port;
        _clock = clock;
    }

    public uint Ssrc { get; } = (uint)RandomNumberGenerator.GetInt32(1, int.MaxValue);

    public long Sent { get; private set; }

    public long SentBytes { get; private set; }

    public long Failures { get; private set; }

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

            _format = format;
            if (!Equals(key, _key))
            {
                _srtp?.Dispose();
                _srtp = key is null ? null : new SrtpSender(key, control: false);
                _key = key;
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            _target = null;
            _srtp?.Dispose();
            _srtp = null;
        }
    }

    public void SetTarget(SocketAddress? target)
    {
        lock (_gate)
        {
            _target = _closed ? null : target;
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
            Failures++;
            Sent--;
        }
    }

    /// <summary>The RTP timestamp of this moment, for a sender report (RFC 3550 section 6.4.1).</summary>
    public uint TimestampAt(long now)
    {
        lock (_gate)
        {
            return _lastSentAt == long.MinValue ? _timestamp : _timestamp + MediaClock.Samples(now - _lastSentAt);
        }
    }

    /// <summary>Sends a packet that another leg received, in this leg's stream and codec.</summary>
    public void Relay(in ReceivedPacket packet)
    {
        lock (_gate)
        {
            var silent = _target is null || !_enabled || _playback is not null;
            if (silent || PayloadTypeFor(packet) is not { } payloadType || packet.Payload.Length > RecordedFrameFormat.MaxPayloadLength)
            {
                // After a pause of ours the peer's stream goes on from the clock, not from the other leg's count.
                _mapped &= !silent;
                NotRelayed++;
                return;
            }

            var now = _clock.Ticks(packet.ArrivalTimestamp);
            var marker = packet.Marker;
            if (!_mapped || packet.Ssrc != _mappedSsrc
                || Math.Abs((int)(short)(packet.SequenceNumber + _sequenceOffset - _sequence)) > MaxDropout)
            {
                _mapped = true;
                _mappedSsrc = packet.Ssrc;
                _sequenceOffset = (ushort)(_sequence + 1 - packet.SequenceNumber);
                _timestampOffset = NextTimestamp(now) - packet.Timestamp;
                marker |= packet.Kind == ReceivedPacketKind.Audio;
            }

            CopyPayload(packet);
            var sequence = (ushort)(packet.SequenceNumber + _sequenceOffset);
            var timestamp = packet.Timestamp + _timestampOffset;
            RtpPacket.WriteHeader(Packet, payloadType, marker, sequence, timestamp, Ssrc);
            if ((short)(sequence - _sequence) > 0)
            {
                Advance(sequence, timestamp, packet.Kind == ReceivedPacketKind.Audio ? packet.Payload.Length : 0, now);
            }

            if (!Send(packet.Payload.Length))
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

    public void SendPlayback(Playback playback, ReadOnlySpan<short> samples)
    {
        lock (_gate)
        {
            if (_playback != playback || _target is null || _format is null || !_enabled)
            {
                return;
            }

            var payload = Packet.AsSpan(RtpPacket.HeaderLength, samples.Length);
            if (_format.Codec == RecordedCodec.Pcma)
            {
                G711.EncodeALaw(samples, payload);
            }
            else
            {
                G711.EncodeMuLaw(samples, payload);
            }

            // Within a clip the timestamps run on without a seam; before it, and after a pause in it, they follow the clock.
            var now = _clock.Now;
            var begins = playback.IsFirst || now - _lastSentAt > MaxSeam;
            var timestamp = begins ? NextTimestamp(now) : _timestamp + (uint)_lastSamples;
            RtpPacket.WriteHeader(Packet, _format.PayloadType, begins, (ushort)(_sequence + 1), timestamp, Ssrc);
            Advance((ushort)(_sequence + 1), timestamp, samples.Length, now);
            Send(samples.Length);
        }
    }

    // Where a packet is put together. It is copied or sent before the lock is left, so a thread needs only one.
    private static byte[] Packet =>
        t_packet ??= GC.AllocateUninitializedArray<byte>(RtpPacket.HeaderLength + RecordedFrameFormat.MaxPayloadLength + SrtpSender.MaxOverhead, pinned: true);

    private byte? PayloadTypeFor(in ReceivedPacket packet) => packet.Kind switch
    {
        ReceivedPacketKind.Audio => _format?.PayloadType,
        ReceivedPacketKind.TelephoneEvent => _format?.TelephoneEventPayloadType,
        _ => null,
    };

    private void CopyPayload(in ReceivedPacket packet)
    {
        var payload = Packet.AsSpan(RtpPacket.HeaderLength);
        if (packet.Kind != ReceivedPacketKind.Audio || packet.Codec == _format!.Codec)
        {
            packet.Payload.CopyTo(payload);
        }
        else if (_format.Codec == RecordedCodec.Pcma)
        {
            G711.TranscodeMuLawToALaw(packet.Payload, payload);
        }
        else
        {
            G711.TranscodeALawToMuLaw(packet.Payload, payload);
        }
    }

    private uint NextTimestamp(long now) =>
        _lastSentAt == long.MinValue
            ? _timestamp
            : _timestamp + Math.Max((uint)_lastSamples, MediaClock.Samples(now - _lastSentAt));

    private void Advance(ushort sequence, uint timestamp, int samples, long now)
    {
        _sequence = sequence;
        _timestamp = timestamp;
        _lastSamples = samples;
        _lastSentAt = now;
    }

    /// <returns>False when the packet may not go out: its number was used.</returns>
    private bool Send(int payloadLength)
    {
        var length = RtpPacket.HeaderLength + payloadLength;
        length = _srtp?.Protect(Packet, length) ?? length;
        if (length == 0)
        {
            return false;
        }

        Sent++;
        SentBytes += payloadLength;
        _port.Send(Packet.AsSpan(0, length), _target!, this);
        return true;
    }
}
