using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using CallSummary.Audio;
using CallSummary.Audio.Codecs;
using CallSummary.Audio.Recordings;

namespace CallSummary.Rtp.Sending;

/// <summary>Encodes clips before they play, each once for all calls that want it alike: a notice is heard by everybody.</summary>
internal static class EncodedClips
{
    // Peers choose rates and packet times; they must not fill the memory with them.
    private const int MaxPerClip = 32;

    private static readonly ConditionalWeakTable<AudioClip, ConcurrentDictionary<(RecordedCodec, TimeSpan, EncoderSettings), EncodedClip>> s_known = [];

    public static EncodedClip Of(AudioClip clip, MediaFormat format)
    {
        var known = s_known.GetOrCreateValue(clip);
        var key = (format.Codec, format.PacketTime, format.Encoding);
        if (known.TryGetValue(key, out var encoded))
        {
            return encoded;
        }

        encoded = Encode(clip.Samples.Span, format);
        return known.Count < MaxPerClip ? known.GetOrAdd(key, encoded) : encoded;
    }

    /// <summary>Encodes 8 kHz samples; the last packet is filled up with silence.</summary>
    public static EncodedClip Encode(ReadOnlySpan<short> samples, MediaFormat format)
    {
        using var encoder = SpeechCodecs.CreateEncoder(format.Codec, format.Encoding);
        var perPacket = (int)(format.PacketTime.Ticks * AudioClip.SampleRate / TimeSpan.TicksPerSecond);
        var resampler = encoder.SampleRate == AudioClip.SampleRate ? null : Resampler.Steady(AudioClip.SampleRate, encoder.SampleRate);
        var payloads = new byte[(samples.Length + perPacket - 1) / perPacket][];
        var packet = new short[perPacket];
        var sound = new short[(perPacket * encoder.SampleRate / AudioClip.SampleRate) + 2];
        var payload = new byte[RecordedFrameFormat.MaxPayloadLength];
        for (var i = 0; i < payloads.Length; i++)
        {
            var part = samples[(i * perPacket)..Math.Min(samples.Length, (i + 1) * perPacket)];
            packet.AsSpan(part.Length).Clear();
            part.CopyTo(packet);
            var input = resampler is null ? packet : sound.AsSpan(0, resampler.Process(packet, sound));
            payloads[i] = payload[..encoder.Encode(input, payload)];
        }

        return new EncodedClip(format.Codec, payloads);
    }
}
