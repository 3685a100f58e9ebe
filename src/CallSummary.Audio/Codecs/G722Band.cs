namespace CallSummary.Audio.Codecs;

/// <summary>
/// The adaptive predictor and scale factor of one band (ITU-T G.722 sections 6.2.1.2 to 6.2.1.5, the same in encoder and decoder). Names
/// are the Recommendation's: s signal estimate, r reconstruction, p partial reconstruction, a poles, b zeros, d difference.
/// </summary>
internal sealed class G722Band
{
    private readonly short[] _d = new short[7];
    private readonly short[] _b = new short[7];
    private readonly int _scaleLimit;
    private readonly int _scaleShift;
    private int _r1;
    private int _r2;
    private int _p1;
    private int _p2;
    private int _a1;
    private int _a2;
    private int _zero;
    private int _scale;

    private G722Band(int scaleLimit, int scaleShift, int step)
    {
        _scaleLimit = scaleLimit;
        _scaleShift = scaleShift;
        Step = step;
    }

    /// <summary>What the next sample is expected to be.</summary>
    public int Estimate { get; private set; }

    /// <summary>The quantizer's step.</summary>
    public int Step { get; private set; }

    public static G722Band Low() => new(18432, 8, 32);

    public static G722Band High() => new(22528, 10, 8);

    public static short Saturate(int value) => (short)Math.Clamp(value, short.MinValue, short.MaxValue);

    /// <summary>Goes on by one sample.</summary>
    /// <param name="difference">The quantized difference.</param>
    /// <param name="scaleStep">What its code does to the scale factor.</param>
    public void Adapt(int difference, int scaleStep)
    {
        // LOGSCL, SCALEL (LOGSCH, SCALEH).
        _scale = Math.Clamp(((_scale * 127) >> 7) + scaleStep, 0, _scaleLimit);
        var mantissa = G722Tables.Antilogarithm[(_scale >> 6) & 31];
        var shift = _scaleShift - (_scale >> 11);
        Step = (shift < 0 ? mantissa << -shift : mantissa >> shift) << 2;

        // RECONS, PARREC.
        var r = Saturate(Estimate + difference);
        var p = Saturate(_zero + difference);
        AdaptPoles(p);
        AdaptZeros(difference);

        // DELAYA, FILTEP, FILTEZ, PREDIC.
        (_r2, _r1) = (_r1, r);
        (_p2, _p1) = (_p1, p);
        _d.AsSpan(1, 5).CopyTo(_d.AsSpan(2));
        _d[1] = Saturate(difference);
        var poles = Saturate(((_a1 * Saturate(2 * _r1)) >> 15) + ((_a2 * Saturate(2 * _r2)) >> 15));
        var zeros = 0;
        for (var i = 6; i > 0; i--)
        {
            zeros += (_b[i] * Saturate(2 * _d[i])) >> 15;
        }

        _zero = Saturate(zeros);
        Estimate = Saturate(poles + _zero);
    }

    // UPPOL2, UPPOL1.
    private void AdaptPoles(int p)
    {
        var sign = p >> 15;
        var same1 = sign == _p1 >> 15;
        var leaning = Saturate(4 * _a1);
        var towards = Math.Min(same1 ? -leaning : leaning, 32767) >> 7;
        var a2 = Math.Clamp(towards + (sign == _p2 >> 15 ? 128 : -128) + ((_a2 * 32512) >> 15), -12288, 12288);
        var limit = 15360 - a2;
        _a1 = Math.Clamp((same1 ? 192 : -192) + ((_a1 * 32640) >> 15), -limit, limit);
        _a2 = a2;
    }

    // UPZERO.
    private void AdaptZeros(int difference)
    {
        var gain = difference == 0 ? 0 : 128;
        var sign = difference >> 15;
        for (var i = 1; i <= 6; i++)
        {
            _b[i] = Saturate((_d[i] >> 15 == sign ? gain : -gain) + ((_b[i] * 32640) >> 15));
        }
    }
}
