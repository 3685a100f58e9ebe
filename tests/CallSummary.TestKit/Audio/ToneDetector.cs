namespace CallSummary.TestKit.Audio;

/// <summary>Finds a sine in recorded sound (Goertzel): how loud, from when to when.</summary>
public static class ToneDetector
{
    private const int BlockSamples = 80;

    /// <summary>RMS level of one frequency over the whole span, in dB relative to a full-scale square wave.</summary>
    public static double Level(ReadOnlySpan<short> samples, double frequency, int sampleRate = 8000)
    {
        var coefficient = 2 * Math.Cos(2 * Math.PI * frequency / sampleRate);
        double previous = 0, beforeThat = 0;
        foreach (var sample in samples)
        {
            var now = sample + (coefficient * previous) - beforeThat;
            beforeThat = previous;
            previous = now;
        }

        var power = (previous * previous) + (beforeThat * beforeThat) - (coefficient * previous * beforeThat);
        var rms = Math.Sqrt(Math.Max(power, 0)) * Math.Sqrt(2) / Math.Max(samples.Length, 1);
        return 20 * Math.Log10(Math.Max(rms, 1e-3) / 32768);
    }

    /// <summary>RMS level of everything.</summary>
    public static double TotalLevel(ReadOnlySpan<short> samples)
    {
        double squares = 0;
        foreach (var sample in samples)
        {
            squares += (double)sample * sample;
        }

        return 10 * Math.Log10(Math.Max(squares / Math.Max(samples.Length, 1), 1e-6) / (32768.0 * 32768.0));
    }

    /// <summary>First and last 10 ms in which the frequency is at least this loud; null when there is none.</summary>
    /// <returns>Onset and offset, good to about 10 ms.</returns>
    public static (TimeSpan Onset, TimeSpan Offset)? Find(ReadOnlySpan<short> samples, double frequency, double minLevel = -30, int sampleRate = 8000)
    {
        int? first = null;
        var last = 0;
        for (var start = 0; start + BlockSamples <= samples.Length; start += BlockSamples)
        {
            if (Level(samples.Slice(start, BlockSamples), frequency, sampleRate) >= minLevel)
            {
                first ??= start;
                last = start + BlockSamples;
            }
        }

        return first is null ? null : (TimeSpan.FromSeconds((double)first.Value / sampleRate), TimeSpan.FromSeconds((double)last / sampleRate));
    }
}
