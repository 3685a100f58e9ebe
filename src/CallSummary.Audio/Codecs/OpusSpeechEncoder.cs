using Concentus.Enums;
using Concentus.Structs;

namespace CallSummary.Audio.Codecs;

/// <summary>Opus for speech: 16 kHz mono, wideband, variable rate.</summary>
internal sealed class OpusSpeechEncoder : SpeechEncoder
{
    // RFC 7587 section 3.1.1: 16 to 20 kbit/s suit wideband speech; FEC takes a part of it.
    private const int UsualBitrate = 24_000;

    // Of 10: a quarter of the processor time of the highest for speech that nobody tells apart.
    private const int Complexity = 3;

#pragma warning disable CS0618 // The factory would look for a native library of another origin first.
    private readonly OpusEncoder _encoder = new(OpusSpeechDecoder.Rate, 1, OpusApplication.OPUS_APPLICATION_VOIP);
#pragma warning restore CS0618

    public OpusSpeechEncoder(EncoderSettings settings)
    {
        _encoder.Bitrate = Math.Clamp(settings.OpusBitrate ?? UsualBitrate, 6_000, UsualBitrate * 2);
        _encoder.Complexity = Complexity;
        _encoder.SignalType = OpusSignal.OPUS_SIGNAL_VOICE;
        _encoder.UseInbandFEC = settings.OpusForwardCorrection;
        _encoder.PacketLossPercent = settings.OpusForwardCorrection ? 5 : 0;
    }

    public override int SampleRate => OpusSpeechDecoder.Rate;

    public override int Encode(ReadOnlySpan<short> samples, Span<byte> payload) => _encoder.Encode(samples, samples.Length, payload, payload.Length);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _encoder.Dispose();
        }

        base.Dispose(disposing);
    }
}
