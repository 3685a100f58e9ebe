using CallSummary.Audio.Wav;

namespace CallSummary.TestKit.Audio;

/// <summary>A whole WAV file in memory, a channel at a time.</summary>
public sealed class WavFile
{
    private WavFile(int sampleRate, short[][] channels)
    {
        SampleRate = sampleRate;
        Channels = channels;
    }

    public int SampleRate { get; }

    public IReadOnlyList<short[]> Channels { get; }

    public TimeSpan Duration => TimeSpan.FromSeconds((double)Channels[0].Length / SampleRate);

    public static WavFile Load(string path)
    {
        using var file = File.OpenRead(path);
        return Load(file);
    }

    public static WavFile Load(Stream stream)
    {
        using var reader = new WavReader(stream, leaveOpen: true);
        var channels = Enumerable.Range(0, reader.Format.Channels).Select(_ => new List<short>()).ToArray();
        var block = new short[4096];
        for (int read; (read = reader.Read(block)) > 0;)
        {
            for (var i = 0; i < read; i++)
            {
                channels[i % channels.Length].Add(block[i]);
            }
        }

        return new WavFile(reader.Format.SampleRate, [.. channels.Select(c => c.ToArray())]);
    }

    /// <summary>How far two sounds of the same timeline are apart: signal to noise in dB; above 30 they differ by G.711's rounding only.</summary>
    public static double SignalToNoise(ReadOnlySpan<short> expected, ReadOnlySpan<short> actual)
    {
        double signal = 0, noise = 0;
        for (var i = 0; i < Math.Min(expected.Length, actual.Length); i++)
        {
            signal += (double)expected[i] * expected[i];
            noise += Math.Pow(expected[i] - actual[i], 2);
        }

        return noise == 0 ? double.PositiveInfinity : 10 * Math.Log10(signal / noise);
    }
}
