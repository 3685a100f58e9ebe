using CallSummary.Audio.Codecs;
using CallSummary.Audio.Codecs.Amr;

namespace CallSummary.Audio.Recordings;

/// <summary>What must be known of each codec without decoding.</summary>
public static class RecordedCodecs
{
    /// <summary>The most samples that a frame decodes to: 240 ms at 16 kHz.</summary>
    public const int MaxSamples = 3840;

    /// <summary>Whether this version knows the codec.</summary>
    public static bool IsKnown(RecordedCodec codec) =>
        codec is RecordedCodec.Pcmu or RecordedCodec.Pcma or RecordedCodec.G722 or RecordedCodec.Opus || IsAmr(codec);

    /// <summary>Whether it is AMR or AMR-WB in either packing.</summary>
    public static bool IsAmr(RecordedCodec codec) => codec is >= RecordedCodec.AmrEfficient and <= RecordedCodec.AmrWbAligned;

    /// <summary>Whether both are AMR, or both AMR-WB, in whatever packing.</summary>
    public static bool IsSameAmr(RecordedCodec one, RecordedCodec other) => IsAmr(one) && IsAmr(other) && AmrFormat.Of(one).IsWideband == AmrFormat.Of(other).IsWideband;

    /// <summary>Packs AMR of one packing in the other, frame for frame.</summary>
    /// <param name="from">The payload's codec.</param>
    /// <param name="to">The one wanted: see <see cref="IsSameAmr"/>.</param>
    /// <param name="payload">The payload.</param>
    /// <param name="repacked">Room for <see cref="RecordedFrameFormat.MaxPayloadLength"/> octets.</param>
    /// <returns>Octets written; 0 when the payload is none of its codec.</returns>
    public static int RepackAmr(RecordedCodec from, RecordedCodec to, ReadOnlySpan<byte> payload, Span<byte> repacked) =>
        AmrPayload.Repack(AmrFormat.Of(from), AmrFormat.Of(to), payload, repacked);

    /// <summary>Whether it is G.711, of which every octet stands alone.</summary>
    public static bool IsG711(RecordedCodec codec) => codec is RecordedCodec.Pcmu or RecordedCodec.Pcma;

    /// <summary>Ticks per second of the codec's RTP timestamps.</summary>
    public static int ClockRate(RecordedCodec codec) => codec switch
    {
        // RFC 3551 section 4.5.2: G.722 keeps 8,000 by an old mistake. RFC 7587 section 4.1: Opus has 48,000 whatever its band.
        RecordedCodec.AmrWbEfficient or RecordedCodec.AmrWbAligned => 16_000,
        RecordedCodec.Opus => 48_000,
        _ => 8_000,
    };

    /// <summary>Samples per second of the codec's sound: 8,000, or 16,000 where it carries more than a telephone's band.</summary>
    public static int SampleRate(RecordedCodec codec) =>
        codec is RecordedCodec.G722 or RecordedCodec.AmrWbEfficient or RecordedCodec.AmrWbAligned or RecordedCodec.Opus ? 16_000 : 8_000;

    /// <summary>Length of a payload on the 8 kHz timeline, in samples; 0 when the payload is none of this codec.</summary>
    /// <exception cref="InvalidDataException">The codec is not known to this version.</exception>
    public static int SamplesIn(RecordedCodec codec, ReadOnlySpan<byte> payload) => codec switch
    {
        RecordedCodec.Pcmu or RecordedCodec.Pcma or RecordedCodec.G722 => payload.Length,
        RecordedCodec.Opus => OpusSpeechDecoder.SamplesIn(payload, RecordedFrameFormat.PositionRate),
        _ when IsAmr(codec) => AmrPayload.FramesIn(AmrFormat.Of(codec), payload) * RecordedFrameFormat.PositionRate / 50,
        _ => throw Unknown(codec),
    };

    /// <summary>Decodes G.711, of which any stretch can be decoded by itself.</summary>
    /// <returns>Samples written, at 8 kHz: as many as octets.</returns>
    public static int DecodeG711(RecordedCodec codec, ReadOnlySpan<byte> payload, Span<short> samples)
    {
        if (codec == RecordedCodec.Pcma)
        {
            G711.DecodeALaw(payload, samples);
        }
        else
        {
            G711.DecodeMuLaw(payload, samples);
        }

        return payload.Length;
    }

    internal static InvalidDataException Unknown(RecordedCodec codec) =>
        new($"The recording holds codec {(byte)codec}, which this version cannot decode. Read it with the version that wrote it.");
}
