using CallSummary.Audio.Recordings;

namespace CallSummary.Audio.Codecs.Amr;

/// <summary>Which of the two codecs, in which of the two packings of RFC 4867.</summary>
/// <param name="IsWideband">AMR-WB, 16 kHz; else AMR, 8 kHz.</param>
/// <param name="IsAligned">Octet-aligned; else bandwidth-efficient.</param>
internal readonly record struct AmrFormat(bool IsWideband, bool IsAligned)
{
    /// <summary>No frame was sent (3GPP TS 26.101, TS 26.201).</summary>
    public const int NoData = 15;

    /// <summary>AMR-WB only: a frame was lost on its way to the sender.</summary>
    public const int SpeechLost = 14;

    /// <summary>A mode request that asks for none.</summary>
    public const int NoRequest = 15;

    // RFC 4867 sections 3.6 and 4.3.2 (from TS 26.101 table 1a, TS 26.201 table 1a): speech bits by frame type, the silence descriptor last.
    private static ReadOnlySpan<short> NarrowBits => [95, 103, 118, 134, 148, 159, 204, 244, 39];

    private static ReadOnlySpan<short> WideBits => [132, 177, 253, 285, 317, 365, 397, 461, 477, 40];

    /// <summary>The highest speech mode: 7 or 8.</summary>
    public int LastMode => IsWideband ? 8 : 7;

    /// <summary>The frame type of a silence descriptor.</summary>
    public int Silence => LastMode + 1;

    /// <summary>Samples per second.</summary>
    public int SampleRate => IsWideband ? 16_000 : 8_000;

    /// <summary>Samples of a frame: 20 ms.</summary>
    public int FrameSamples => SampleRate / 50;

    public static AmrFormat Of(RecordedCodec codec) => new(
        codec is RecordedCodec.AmrWbEfficient or RecordedCodec.AmrWbAligned,
        codec is RecordedCodec.AmrAligned or RecordedCodec.AmrWbAligned);

    /// <summary>Speech bits of a frame type; -1 for one that is not of this codec.</summary>
    public int Bits(int frameType)
    {
        var bits = IsWideband ? WideBits : NarrowBits;
        return frameType < bits.Length ? bits[frameType] : frameType == NoData || (IsWideband && frameType == SpeechLost) ? 0 : -1;
    }
}
