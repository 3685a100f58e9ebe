namespace CallSummary.Transcription.Gates;

/// <summary>Keeps silence and tones from Whisper, which invents words for them, with high probabilities at that.</summary>
internal static class SoundGate
{
    // Two periods of the 40 Hz beat of a 440 + 480 Hz ring-back tone (ITU-T E.180: Korea, North America), so that its level is constant.
    private const int Frame = SpeechFormat.SampleRate / 20;

    // Shorter sounds (a cough, one syllable) are never called steady.
    private const int FewestFrames = 10;

    // Frames this far below the loudest are the pauses of a tone's cadence, or of speech.
    private const double PauseDepth = 20;

    // Between the 20th and 80th percentile: beats and cadence edges stay below, speech varies by 5 dB and more.
    private const double SteadyRange = 1.5;

    /// <summary>Classifies a sound at <see cref="SpeechFormat.SampleRate"/>.</summary>
    /// <param name="samples">The sound, -1 to 1.</param>
    /// <param name="silenceLevel">Loudest 50 ms that still count as silence, dBFS (RMS).</param>
    public static SoundKind Classify(ReadOnlySpan<float> samples, double silenceLevel)
    {
        var levels = Levels(samples);
        var loudest = levels.Max();
        if (loudest < silenceLevel)
        {
            return SoundKind.Silence;
        }

        return ActiveRange(levels, loudest) < SteadyRange ? SoundKind.Steady : SoundKind.Speech;
    }

    /// <summary>How far the level moves while there is sound: 20th to 80th percentile in dB; infinite when the sound is too short to say.</summary>
    internal static double ActiveRange(ReadOnlySpan<float> samples)
    {
        var levels = Levels(samples);
        return ActiveRange(levels, levels.Max());
    }

    private static double ActiveRange(double[] levels, double loudest)
    {
        var active = levels.Where(l => l > loudest - PauseDepth).Order().ToArray();
        return active.Length < FewestFrames ? double.PositiveInfinity : active[active.Length * 4 / 5] - active[active.Length / 5];
    }

    private static double[] Levels(ReadOnlySpan<float> samples)
    {
        var levels = new double[Math.Max(1, (samples.Length + Frame - 1) / Frame)];
        for (var i = 0; i < levels.Length; i++)
        {
            var frame = samples[(i * Frame)..Math.Min(samples.Length, (i + 1) * Frame)];
            var power = 0.0;
            foreach (var sample in frame)
            {
                power += sample * sample;
            }

            levels[i] = 10 * Math.Log10((power / Frame) + 1e-12);
        }

        return levels;
    }
}
