namespace CallSummary.TestKit.Audio;

/// <summary>How much of one sound is in another, wherever it begins there.</summary>
public static class Likeness
{
    /// <summary>The highest normalised cross-correlation over all lags up to a limit: 1 the same, 0 nothing in common.</summary>
    /// <param name="said">The sound that is looked for.</param>
    /// <param name="heard">Where it is looked for.</param>
    /// <param name="maxLag">How much later it may begin, in samples.</param>
    public static double Of(ReadOnlySpan<short> said, ReadOnlySpan<short> heard, int maxLag = 16_000)
    {
        var best = 0.0;
        // Coarse first: speech stays alike over a few samples.
        var around = 0;
        for (var lag = 0; lag < maxLag; lag += 2)
        {
            var likeness = At(said, heard, lag, step: 7);
            if (likeness > best)
            {
                (best, around) = (likeness, lag);
            }
        }

        best = 0;
        for (var lag = Math.Max(0, around - 4); lag <= around + 4; lag++)
        {
            best = Math.Max(best, At(said, heard, lag, step: 1));
        }

        return best;
    }

    private static double At(ReadOnlySpan<short> said, ReadOnlySpan<short> heard, int lag, int step)
    {
        double product = 0, saidEnergy = 1, heardEnergy = 1;
        for (var i = 0; i < said.Length && i + lag < heard.Length; i += step)
        {
            product += (double)said[i] * heard[i + lag];
            saidEnergy += (double)said[i] * said[i];
            heardEnergy += (double)heard[i + lag] * heard[i + lag];
        }

        return product / Math.Sqrt(saidEnergy * heardEnergy);
    }
}
