namespace CallSummary.Audio.Codecs;

/// <summary>
/// ITU-T G.722 at 64 kbit/s (mode 1): 16 kHz sound, an octet for two samples. RFC 3551 section 4.5.2: its RTP clock is 8,000 all the same.
/// </summary>
public sealed class G722Decoder : SpeechDecoder
{
    /// <summary>Samples per second.</summary>
    public const int Rate = 16_000;

    private readonly G722Band _low = G722Band.Low();
    private readonly G722Band _high = G722Band.High();
    private readonly short[] _history = new short[24];
    private readonly RepeatedSound _lost = new(Rate);

    /// <inheritdoc/>
    public override int SampleRate => Rate;

    /// <inheritdoc/>
    public override int Decode(ReadOnlySpan<byte> payload, Span<short> samples)
    {
        for (var i = 0; i < payload.Length; i++)
        {
            DecodeOctet(payload[i], out samples[2 * i], out samples[(2 * i) + 1]);
        }

        _lost.Heard(samples[..(2 * payload.Length)]);
        return 2 * payload.Length;
    }

    /// <inheritdoc/>
    public override void Conceal(Span<short> samples) => _lost.Fill(samples);

    private void DecodeOctet(byte octet, out short first, out short second)
    {
        int lowCode = octet & 63, highCode = octet >> 6;
        var low = Math.Clamp(_low.Estimate + ((_low.Step * G722Tables.Low6[lowCode]) >> 15), -16384, 16383);
        _low.Adapt((_low.Step * G722Tables.Low4[lowCode >> 2]) >> 15, G722Tables.LowScaleSteps[lowCode >> 2]);
        var difference = (_high.Step * G722Tables.High2[highCode]) >> 15;
        var high = Math.Clamp(_high.Estimate + difference, -16384, 16383);
        _high.Adapt(difference, G722Tables.HighScaleSteps[highCode]);

        // The receive quadrature mirror filter (section 6.2.2.3).
        _history.AsSpan(2).CopyTo(_history);
        _history[22] = (short)(low + high);
        _history[23] = (short)(low - high);
        var taps = G722Tables.Mirror;
        int odd = 0, even = 0;
        for (var i = 0; i < taps.Length; i++)
        {
            odd += _history[(2 * i) + 1] * taps[11 - i];
            even += _history[2 * i] * taps[i];
        }

        first = G722Band.Saturate(odd >> 11);
        second = G722Band.Saturate(even >> 11);
    }
}
