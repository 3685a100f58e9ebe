using System.Buffers.Binary;
using CallSummary.Audio;
using CallSummary.Audio.Codecs;
using CallSummary.Audio.Recordings;

namespace CallSummary.Rtp.Transcoding;

/// <summary>
/// Turns one party's packets into packets of the other party's codec: decoded, losses concealed, resampled, encoded in the packet time that
/// the other wants. Works packet by packet, without a buffer of its own: the listener's jitter buffer is the only one. Not thread-safe.
/// </summary>
internal sealed class TranscodingStream : IDisposable
{
    // RFC 3550 A.1: what is further off than this is no loss and no reordering but a new beginning.
    private const int MaxDropout = 3000;
    private const int MaxMisorder = 100;

    // Longer losses are heard as what they are.
    private const int LongestConcealedMs = 100;
    private const int NoiseMs = 20;

    private readonly MediaFormat _target;
    private readonly TranscodedPacketHandler _output;
    private readonly SpeechEncoder _encoder;
    private readonly short[] _decoded = new short[RecordedCodecs.MaxSamples];
    private readonly short[] _resampled = new short[(2 * RecordedCodecs.MaxSamples) + 2];
    private readonly short[] _packet;
    private readonly byte[] _payload = new byte[RecordedFrameFormat.MaxPayloadLength];
    private readonly ComfortNoise _noise = new();
    private SpeechDecoder? _decoder;
    private Resampler? _resampler;
    private RecordedCodec _codec;
    private uint _ssrc;
    private ushort _expectedSequence;
    private uint _expectedTimestamp;
    private bool _hasNoise;
    private int _noiseTicks;
    private int _filled;
    private bool _begins = true;

    // Both in samples of what goes out: where the sender's clock stood after its last packet, and how far we have written.
    private long _heard;
    private long _written;

    public TranscodingStream(MediaFormat target, TranscodedPacketHandler output)
    {
        _target = target;
        _output = output;
        _encoder = SpeechCodecs.CreateEncoder(target.Codec, target.Encoding);
        _packet = new short[(int)(target.PacketTime.Ticks * _encoder.SampleRate / TimeSpan.TicksPerSecond)];
    }

    /// <summary>The sender has paused: what its pause sounds like is to be made by <see cref="Tick"/>, every 20 ms.</summary>
    public bool IsPaused => _hasNoise || _decoder is { IsPaused: true };

    public void Request(int mode) => _encoder.Request(mode);

    /// <summary>Takes a packet of the other leg.</summary>
    public void Add(in ReceivedPacket packet)
    {
        if (_decoder is null || packet.Codec != _codec || packet.Ssrc != _ssrc)
        {
            Begin(packet);
        }

        var ahead = (short)(packet.SequenceNumber - _expectedSequence);
        if (ahead is > MaxDropout or < -MaxMisorder)
        {
            Resume(packet);
            ahead = 0;
        }

        if (packet.Kind == ReceivedPacketKind.TelephoneEvent)
        {
            Pass(packet, ahead);
            return;
        }

        // A late one's place was concealed already.
        if (ahead < 0 || packet.Kind == ReceivedPacketKind.Other)
        {
            return;
        }

        _expectedSequence = (ushort)(packet.SequenceNumber + 1);
        _heard += Scaled((int)(packet.Timestamp - _expectedTimestamp));
        CloseGap(packet, isLoss: ahead > 0 && !IsPaused);
        _expectedTimestamp = packet.Timestamp;
        _noiseTicks = 0;
        if (packet.Kind == ReceivedPacketKind.ComfortNoise)
        {
            _noise.SetLevel(packet.Payload);
            _hasNoise = true;
            return;
        }

        _hasNoise = false;
        var count = _decoder!.Decode(packet.Payload, _decoded);
        _expectedTimestamp += (uint)((long)count * RecordedCodecs.ClockRate(_codec) / _decoder.SampleRate);
        _heard += (long)count * _encoder.SampleRate / _decoder.SampleRate;
        Write(_decoded.AsSpan(0, count));
    }

    /// <summary>20 ms of a pause have passed.</summary>
    public void Tick()
    {
        _noiseTicks++;
        var tick = _encoder.SampleRate * NoiseMs / 1000;
        // What was written too much in an earlier pause is saved in this one.
        if (_written >= _heard + ((long)tick * _noiseTicks))
        {
            return;
        }

        var place = _decoded.AsSpan(0, _decoder!.SampleRate * NoiseMs / 1000);
        if (_hasNoise)
        {
            _noise.Fill(place);
        }
        else
        {
            _decoder.Conceal(place);
        }

        Write(place);
    }

    public void Dispose()
    {
        _decoder?.Dispose();
        _encoder.Dispose();
    }

    private void Begin(in ReceivedPacket packet)
    {
        _decoder?.Dispose();
        _codec = packet.Codec;
        _ssrc = packet.Ssrc;
        _decoder = SpeechCodecs.CreateDecoder(_codec);
        _resampler = _decoder.SampleRate == _encoder.SampleRate ? null : Resampler.Steady(_decoder.SampleRate, _encoder.SampleRate);
        _hasNoise = false;
        Resume(packet);
    }

    // Another beginning of the same sound: it goes on where we are.
    private void Resume(in ReceivedPacket packet)
    {
        _expectedSequence = packet.SequenceNumber;
        _expectedTimestamp = packet.Timestamp;
        _heard = _written;
        _begins = true;
    }

    /// <summary>The sender's clock is ahead of what we wrote: a loss, or a pause without sound.</summary>
    private void CloseGap(in ReceivedPacket packet, bool isLoss)
    {
        var gap = _heard - _written;
        if (gap > _encoder.SampleRate * 10L || gap < -_encoder.SampleRate)
        {
            // No pause of a conversation, but a clock that jumped.
            _heard = _written;
            _begins = true;
        }
        else if (gap > 0 && isLoss && gap <= _encoder.SampleRate * LongestConcealedMs / 1000)
        {
            Conceal(packet, (int)(gap * _decoder!.SampleRate / _encoder.SampleRate));
        }
        else if (gap > 0)
        {
            Skip(gap);
        }
    }

    private void Conceal(in ReceivedPacket packet, int samples)
    {
        var place = _decoded.AsSpan(0, samples);
        var last = Math.Min(samples, RecordedCodecs.SamplesIn(_codec, packet.Payload) * (_decoder!.SampleRate / RecordedFrameFormat.PositionRate));
        _decoder.Conceal(place[..^last]);
        _decoder.Recover(packet.Payload, place[^last..]);
        Write(place);
    }

    private void Skip(long samples)
    {
        if (_filled > 0)
        {
            // The packet begun goes out, filled up with silence.
            var rest = (int)Math.Min(samples, _packet.Length - _filled);
            _packet.AsSpan(_filled, rest).Clear();
            _filled += rest;
            _written += rest;
            samples -= rest;
            SendIfFull();
        }

        if (samples > 0)
        {
            _written += samples;
            _begins = true;
        }
    }

    private void Write(ReadOnlySpan<short> decoded)
    {
        if (_resampler is not null)
        {
            decoded = _resampled.AsSpan(0, _resampler.Process(decoded, _resampled));
        }

        while (!decoded.IsEmpty)
        {
            var part = Math.Min(decoded.Length, _packet.Length - _filled);
            decoded[..part].CopyTo(_packet.AsSpan(_filled));
            _filled += part;
            _written += part;
            decoded = decoded[part..];
            SendIfFull();
        }
    }

    private void SendIfFull()
    {
        if (_filled < _packet.Length)
        {
            return;
        }

        _filled = 0;
        var length = _encoder.Encode(_packet, _payload);
        _output(new TranscodedPacket
        {
            Kind = ReceivedPacketKind.Audio,
            Payload = _payload.AsSpan(0, length),
            Timestamp = Units(_written - _packet.Length),
            Units = _target.UnitsPerPacket,
            Marker = _begins,
        });
        _begins = false;
    }

    /// <summary>Digits (RFC 4733): the same event on the other clock.</summary>
    private void Pass(in ReceivedPacket packet, short ahead)
    {
        if (ahead >= 0)
        {
            _expectedSequence = (ushort)(packet.SequenceNumber + 1);
        }

        if (packet.Payload.Length < 4)
        {
            return;
        }

        packet.Payload[..4].CopyTo(_payload);
        var duration = (long)BinaryPrimitives.ReadUInt16BigEndian(_payload.AsSpan(2)) * _target.ClockRate / RecordedCodecs.ClockRate(_codec);
        BinaryPrimitives.WriteUInt16BigEndian(_payload.AsSpan(2), (ushort)Math.Min(duration, ushort.MaxValue));
        _output(new TranscodedPacket
        {
            Kind = ReceivedPacketKind.TelephoneEvent,
            Payload = _payload.AsSpan(0, 4),
            Timestamp = Units(_heard + Scaled((int)(packet.Timestamp - _expectedTimestamp))),
            Marker = packet.Marker,
        });
    }

    private long Scaled(int units) => (long)units * _encoder.SampleRate / RecordedCodecs.ClockRate(_codec);

    private uint Units(long samples) => (uint)(samples * _target.ClockRate / _encoder.SampleRate);
}
