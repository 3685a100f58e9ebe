namespace CallSummary.Transcription.Evaluation.Degradation;

/// <summary>Noise of a room: white noise through a one-pole low-pass, at a distance below the loud part of the sound.</summary>
internal static class BackgroundNoise
{
    private const double Pole = 0.9;
    private const int Frame = 160;

    public static short[] Add(short[] sound, double distance, Random random)
    {
        var noise = Make(sound.Length, random);
        var gain = SpeechLevel(sound) / Math.Pow(10, distance / 20) / Math.Max(1e-9, Rms(noise));
        return [.. sound.Select((s, i) => (short)Math.Clamp(s + (gain * noise[i]), short.MinValue, short.MaxValue))];
    }

    /// <summary>Noise of unit order, not normalised.</summary>
    public static double[] Make(int length, Random random)
    {
        var noise = new double[length];
        var last = 0.0;
        for (var i = 0; i < length; i++)
        {
            noise[i] = last = (Pole * last) + ((1 - Pole) * ((2 * random.NextDouble()) - 1));
        }

        return noise;
    }

    // RMS of the frames within 20 dB of the loudest: pauses must not make the noise quieter.
    private static double SpeechLevel(short[] sound)
    {
        var powers = sound.Chunk(Frame).Select(f => f.Average(s => (double)s * s)).ToArray();
        var limit = powers.DefaultIfEmpty(0).Max() / 100;
        return Math.Sqrt(powers.Where(p => p >= limit).DefaultIfEmpty(0).Average());
    }

    private static double Rms(double[] noise) => noise.Length == 0 ? 0 : Math.Sqrt(noise.Average(n => n * n));
}
