namespace CallSummary.Audio.Speech;

/// <summary>What one 10 ms frame of sound is worth.</summary>
internal static class SpeechFrame
{
    /// <summary>Samples of a frame.</summary>
    public const int Samples = 80;

    /// <summary>The level given to digital silence, dB relative to full scale.</summary>
    public const float Silence = -96;

    // G.711 adds noise 37 dB under a signal; a vowel, which also rings, stays well below this gain.
    private const double TonalGain = 1000;
    private const int Order = 4;

    /// <summary>Level without its mean, in dB relative to a full-scale square wave.</summary>
    public static float Level(ReadOnlySpan<short> frame)
    {
        long sum = 0, squares = 0;
        foreach (var sample in frame)
        {
            sum += sample;
            squares += sample * sample;
        }

        var power = ((double)squares / frame.Length) - Math.Pow((double)sum / frame.Length, 2);
        return power < 1 ? Silence : (float)(10 * Math.Log10(power / (32768.0 * 32768.0)));
    }

    /// <summary>
    /// Whether one or two sines explain the frame: a linear predictor of order four (covariance method) leaves next to nothing.
    /// </summary>
    public static bool IsTonal(ReadOnlySpan<short> frame)
    {
        Span<double> matrix = stackalloc double[Order * Order];
        Span<double> right = stackalloc double[Order];
        double energy = 0;
        for (var n = Order; n < frame.Length; n++)
        {
            energy += (double)frame[n] * frame[n];
            for (var i = 0; i < Order; i++)
            {
                double past = frame[n - 1 - i];
                right[i] += past * frame[n];
                for (var j = 0; j <= i; j++)
                {
                    matrix[(i * Order) + j] += past * frame[n - 1 - j];
                }
            }
        }

        return energy > 0 && Residual(matrix, right, energy) * TonalGain < energy;
    }

    // Cholesky factor of the (slightly loaded) covariance matrix; the residual is energy minus the explained part.
    private static double Residual(Span<double> matrix, Span<double> right, double energy)
    {
        for (var i = 0; i < Order; i++)
        {
            matrix[(i * Order) + i] += energy * 1e-7;
            for (var j = 0; j <= i; j++)
            {
                var sum = matrix[(i * Order) + j];
                for (var k = 0; k < j; k++)
                {
                    sum -= matrix[(i * Order) + k] * matrix[(j * Order) + k];
                }

                matrix[(i * Order) + j] = i == j ? Math.Sqrt(Math.Max(sum, 1e-12)) : sum / matrix[(j * Order) + j];
            }
        }

        for (var i = 0; i < Order; i++)
        {
            for (var k = 0; k < i; k++)
            {
                right[i] -= matrix[(i * Order) + k] * right[k];
            }

            right[i] /= matrix[(i * Order) + i];
            energy -= right[i] * right[i];
        }

        return Math.Max(energy, 0);
    }
}
