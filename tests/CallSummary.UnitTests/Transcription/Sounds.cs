namespace CallSummary.UnitTests.Transcription;

/// <summary>Made sounds at 16 kHz.</summary>
internal static class Sounds
{
    public const int Rate = 16_000;

    public static float[] Silence(double seconds) => new float[(int)(seconds * Rate)];

    public static float[] Tones(double seconds, float amplitude, params double[] frequencies) =>
        Make(seconds, t => amplitude * frequencies.Sum(f => Math.Sin(2 * Math.PI * f * t)) / frequencies.Length);

    /// <summary>A tone that comes and goes, as a busy signal does.</summary>
    public static float[] Cadence(double seconds, double on, double off, params double[] frequencies) =>
        Make(seconds, t => t % (on + off) < on ? 0.3 * frequencies.Sum(f => Math.Sin(2 * Math.PI * f * t)) / frequencies.Length : 0);

    public static float[] Hiss(double seconds, float amplitude)
    {
        var random = new Random(7);
        return Make(seconds, _ => amplitude * ((2 * random.NextDouble()) - 1));
    }

    /// <summary>A voice-like sound: harmonics of 120 Hz whose level rises and falls four times a second, as syllables do.</summary>
    public static float[] Syllables(double seconds) =>
        Make(seconds, t => 0.2 * Math.Pow(Math.Sin(Math.PI * 4 * t), 2) * Enumerable.Range(1, 8).Sum(h => Math.Sin(2 * Math.PI * 120 * h * t) / h));

    private static float[] Make(double seconds, Func<double, double> at) =>
        [.. Enumerable.Range(0, (int)(seconds * Rate)).Select(i => (float)at((double)i / Rate))];
}
