namespace CallSummary.Audio.Codecs;

/// <summary>The tables of ITU-T G.722 (section 6 and its block diagrams' constants), 64 kbit/s.</summary>
internal static class G722Tables
{
    /// <summary>Half of the 24 taps of the quadrature mirror filters (table 11); the other half mirrors it. Scaled by 2^13.</summary>
    public static ReadOnlySpan<short> Mirror => [3, -11, 12, 32, -210, 951, 3876, -805, 362, -156, 53, -11];

    /// <summary>Decision levels of the 60-level quantizer of the lower band (table 14, Q6).</summary>
    public static ReadOnlySpan<short> LowLevels =>
    [
        0, 35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650,
        714, 786, 858, 940, 1023, 1121, 1219, 1339, 1458, 1612, 1765, 1980, 2195, 2557, 2919,
    ];

    /// <summary>Reconstructed values of the lower band's six bits (QQ6), by code.</summary>
    public static ReadOnlySpan<short> Low6 =>
    [
        -136, -136, -136, -136, -24808, -21904, -19008, -16704, -14984, -13512, -12280, -11192, -10232, -9360, -8576, -7856,
        -7192, -6576, -6000, -5456, -4944, -4464, -4008, -3576, -3168, -2776, -2400, -2032, -1688, -1360, -1040, -728,
        24808, 21904, 19008, 16704, 14984, 13512, 12280, 11192, 10232, 9360, 8576, 7856, 7192, 6576, 6000, 5456,
        4944, 4464, 4008, 3576, 3168, 2776, 2400, 2032, 1688, 1360, 1040, 728, 432, 136, -432, -136,
    ];

    /// <summary>Reconstructed values of the lower band's upper four bits (QQ4), by code: what the predictors adapt to.</summary>
    public static ReadOnlySpan<short> Low4 =>
        [0, -20456, -12896, -8968, -6288, -4240, -2584, -1200, 20456, 12896, 8968, 6288, 4240, 2584, 1200, 0];

    /// <summary>Step of the lower band's scale factor (WL through RL42), by the upper four bits.</summary>
    public static ReadOnlySpan<short> LowScaleSteps =>
        [-60, 3042, 1198, 538, 334, 172, 58, -30, 3042, 1198, 538, 334, 172, 58, -30, -60];

    /// <summary>Reconstructed values of the higher band's two bits (QQ2), by code.</summary>
    public static ReadOnlySpan<short> High2 => [-7408, -1616, 7408, 1616];

    /// <summary>Step of the higher band's scale factor (WH through RH2), by code.</summary>
    public static ReadOnlySpan<short> HighScaleSteps => [798, -214, 798, -214];

    /// <summary>2^(i/32) scaled by 2^11: the antilogarithm (ILB).</summary>
    public static ReadOnlySpan<short> Antilogarithm =>
    [
        2048, 2093, 2139, 2186, 2233, 2282, 2332, 2383, 2435, 2489, 2543, 2599, 2656, 2714, 2774, 2834,
        2896, 2960, 3025, 3091, 3158, 3228, 3298, 3371, 3444, 3520, 3597, 3676, 3756, 3838, 3922, 4008,
    ];
}
