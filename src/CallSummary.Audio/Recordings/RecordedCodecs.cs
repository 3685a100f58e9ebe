using CallSummary.Audio.Codecs;

namespace CallSummary.Audio.Recordings;

/// <summary>What the recording needs to know of each codec.</summary>
public static class RecordedCodecs
{
    /// <summary>Whether this version can decode the codec.</summary>
    public static bool IsKnown(RecordedCodec codec) => codec is RecordedCodec.Pcmu or RecordedCodec.Pcma;

    /// <summary>Length of a payload on the 8 kHz timeline, in samples.</summary>
    /// <exception cref="InvalidDataException">The codec is not known to this version.</exception>
    public static int SamplesIn(RecordedCodec codec, int payloadLength) =>
        IsKnown(codec) ? payloadLength : throw Unknown(codec);

    /// <summary>Decodes a payload to 8 kHz samples.</summary>
    /// <returns>Samples written: <see cref="SamplesIn"/>.</returns>
    /// <exception cref="InvalidDataException">The codec is not known to this version.</exception>
    public static int Decode(RecordedCodec codec, ReadOnlySpan<byte> payload, Span<short> samples)
    {
        switch (codec)
        {
            case RecordedCodec.Pcmu:
                G711.DecodeMuLaw(payload, samples);
                return payload.Length;
            case RecordedCodec.Pcma:
                G711.DecodeALaw(payload, samples);
                return payload.Length;
            default:
                throw Unknown(codec);
        }
    }

    private static InvalidDataException Unknown(RecordedCodec codec) =>
        new($"The recording holds codec {(byte)codec}, which this version cannot decode. Read it with the version that wrote it.");
}
