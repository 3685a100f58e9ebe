namespace CallSummary.Audio.Codecs;

/// <summary>ITU-T G.722 at 64 kbit/s (mode 1); see <see cref="G722Decoder"/>.</summary>
public sealed class G722Encoder : SpeechEncoder
{
    private const int LowCodes = 30;

    private readonly G722Band _low = G722Band.Low();
    private readonly G722Band _high = G722Band.High();
    private readonly short[] _history = new short[24];

    /// <inheritdoc/>
    public override int SampleRate => G722Decoder.Rate;

    /// <summary>Encodes an even number of samples.</summary>
    /// <inheritdoc/>
    public override int Encode(ReadOnlySpan<short> samples, Span<byte> payload)
    {
        for (var i = 0; i + 1 < samples.Length; i += 2)
        {
            payload[i / 2] = EncodePair(samples[i], samples[i + 1]);
        }

        return samples.Length / 2;
    }

    private byte EncodePair(short first, short second)
    {
        // The transmit quadrature mirror filter (section 6.2.1.1).
        _history.AsSpan(2).CopyTo(_history);
        _history[22] = first;
        _history[23] = second;
        var taps = G722Tables.Mirror;
        int odd = 0, even = 0;
        for (var i = 0; i < taps.Length; i++)
        {
            odd += _history[2 * i] * taps[i];
            even += _history[(2 * i) + 1] * taps[11 - i];
        }

        var low = EncodeLow((even + odd) >> 14);
        var high = EncodeHigh((even - odd) >> 14);
        return (byte)((high << 6) | low);
    }

    // QUANTL.
    private int EncodeLow(int signal)
    {
        var error = G722Band.Saturate(signal - _low.Estimate);
        var size = error >= 0 ? error : -(error + 1);
        var levels = G722Tables.LowLevels;
        var i = 1;
        while (i < LowCodes && size >= (levels[i] * _low.Step) >> 12)
        {
            i++;
        }

        // The codes run down from 61 for positive, from 31 for negative errors, of which the first two are 63 and 62.
        var code = error >= 0 ? 62 - i : i <= 2 ? 64 - i : 34 - i;
        _low.Adapt((_low.Step * G722Tables.Low4[code >> 2]) >> 15, G722Tables.LowScaleSteps[code >> 2]);
        return code;
    }

    // QUANTH.
    private int EncodeHigh(int signal)
    {
        var error = G722Band.Saturate(signal - _high.Estimate);
        var size = error >= 0 ? error : -(error + 1);
        var isLarge = size >= (564 * _high.Step) >> 12;
        var code = (error >= 0 ? 2 : 0) + (isLarge ? 0 : 1);
        _high.Adapt((_high.Step * G722Tables.High2[code]) >> 15, G722Tables.HighScaleSteps[code]);
        return code;
    }
}
