namespace CallSummary.TestKit.Audio;

/// <summary>Makes test tones.</summary>
public static class Tone
{
    /// <summary>A sine.</summary>
    /// <param name="frequency">Hz.</param>
    /// <param name="duration">Length.</param>
    /// <param name="level">RMS level in dB relative to a full-scale square wave; a full-scale sine has -3.</param>
    /// <param name="sampleRate">Samples per second.</param>
    public static short[] Sine(double frequency, TimeSpan duration, double level = -13, int sampleRate = 8000)
    {
        var samples = new short[(int)(duration.TotalSeconds * sampleRate)];
        var amplitude = Math.Sqrt(2) * 32768 * Math.Pow(10, level / 20);
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = (short)Math.Clamp(Math.Round(amplitude * Math.Sin(2 * Math.PI * frequency * i / sampleRate)), short.MinValue, short.MaxValue);
        }

        return samples;
    }

    /// <summary>The sum of two sounds of the same length; loud peaks are clipped.</summary>
    public static short[] Mix(short[] first, short[] second) =>
        [.. first.Zip(second, (a, b) => (short)Math.Clamp(a + b, short.MinValue, short.MaxValue))];

    /// <summary>White noise from a fixed seed.</summary>
    public static short[] Noise(TimeSpan duration, double level, int seed = 1)
    {
        var random = new Random(seed);
        // Uniform noise of amplitude a has an RMS of a / sqrt 3.
        var amplitude = Math.Sqrt(3) * 32768 * Math.Pow(10, level / 20);
        var samples = new short[(int)(duration.TotalSeconds * 8000)];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = (short)((random.NextDouble() - 0.5) * 2 * amplitude);
        }

        return samples;
    }
}
