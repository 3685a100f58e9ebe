using CallSummary.Audio.Codecs.Amr;
using CallSummary.Audio.Recordings;

namespace CallSummary.Audio.Codecs;

/// <summary>Makes decoders and encoders.</summary>
public static class SpeechCodecs
{
    /// <summary>What the machine lacks to decode and encode a codec, for a person to read; null when nothing is missing.</summary>
    public static string? Missing(RecordedCodec codec)
    {
        if (!RecordedCodecs.IsAmr(codec))
        {
            return null;
        }

        var isWideband = AmrFormat.Of(codec).IsWideband;
        return AmrLibraries.MissingDecoder(isWideband) ?? AmrLibraries.MissingEncoder(isWideband);
    }

    /// <summary>A decoder for one stream.</summary>
    /// <exception cref="InvalidDataException">The codec is not known to this version, or its library is absent: the message says what to install.</exception>
    public static SpeechDecoder CreateDecoder(RecordedCodec codec)
    {
        switch (codec)
        {
            case RecordedCodec.Pcmu or RecordedCodec.Pcma:
                return new G711SpeechDecoder(codec == RecordedCodec.Pcma);
            case RecordedCodec.G722:
                return new G722Decoder();
            case RecordedCodec.Opus:
                return new OpusSpeechDecoder();
            case var _ when RecordedCodecs.IsAmr(codec):
                var format = AmrFormat.Of(codec);
                return AmrLibraries.MissingDecoder(format.IsWideband) is { } missing
                    ? throw new InvalidDataException($"Sound in AMR needs {missing}, which this machine does not have. Install it and try again.")
                    : new AmrSpeechDecoder(format);
            default:
                throw RecordedCodecs.Unknown(codec);
        }
    }

    /// <summary>An encoder for one stream.</summary>
    /// <exception cref="ArgumentException">The codec is not known to this version.</exception>
    /// <exception cref="InvalidOperationException">Its library is absent: see <see cref="Missing"/>.</exception>
    public static SpeechEncoder CreateEncoder(RecordedCodec codec, EncoderSettings settings) => codec switch
    {
        RecordedCodec.Pcmu or RecordedCodec.Pcma => new G711SpeechEncoder(codec == RecordedCodec.Pcma),
        RecordedCodec.G722 => new G722Encoder(),
        RecordedCodec.Opus => new OpusSpeechEncoder(settings),
        _ when RecordedCodecs.IsAmr(codec) => new AmrSpeechEncoder(AmrFormat.Of(codec), settings),
        _ => throw new ArgumentException($"Codec {(byte)codec} is not known.", nameof(codec)),
    };
}
