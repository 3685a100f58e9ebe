using CallSummary.Audio.Codecs;
using CallSummary.Audio.Recordings;

namespace CallSummary.Rtp.Sending;

/// <summary>Writes payloads where that costs next to nothing; the rest is a transcoder's.</summary>
internal static class Payloads
{
    /// <summary>Writes another leg's payload as a peer wants it: as it is, in the other law of G.711, or in the other packing of AMR.</summary>
    /// <returns>Octets written; 0 when it cannot be.</returns>
    public static int Copy(in ReceivedPacket packet, MediaFormat format, Span<byte> payload)
    {
        if (packet.Kind != ReceivedPacketKind.Audio || packet.Codec == format.Codec)
        {
            packet.Payload.CopyTo(payload);
        }
        else if (RecordedCodecs.IsAmr(packet.Codec))
        {
            return RecordedCodecs.RepackAmr(packet.Codec, format.Codec, packet.Payload, payload);
        }
        else if (format.Codec == RecordedCodec.Pcma)
        {
            G711.TranscodeMuLawToALaw(packet.Payload, payload);
        }
        else
        {
            G711.TranscodeALawToMuLaw(packet.Payload, payload);
        }

        return packet.Payload.Length;
    }

    /// <summary>Writes a clip's next payload.</summary>
    /// <param name="samples">8 kHz, for G.711.</param>
    /// <param name="encoded">The same in the peer's codec; empty for G.711.</param>
    /// <param name="format">The peer's.</param>
    /// <param name="payload">Room for it.</param>
    /// <returns>Octets written.</returns>
    public static int Encode(ReadOnlySpan<short> samples, ReadOnlySpan<byte> encoded, MediaFormat format, Span<byte> payload)
    {
        if (!encoded.IsEmpty)
        {
            encoded.CopyTo(payload);
            return encoded.Length;
        }

        if (format.Codec == RecordedCodec.Pcma)
        {
            G711.EncodeALaw(samples, payload);
        }
        else
        {
            G711.EncodeMuLaw(samples, payload);
        }

        return samples.Length;
    }
}
