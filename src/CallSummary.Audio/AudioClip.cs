using CallSummary.Audio.Wav;

namespace CallSummary.Audio;

/// <summary>A short piece of 8 kHz mono sound in memory: a notice or a ring-back tone.</summary>
public sealed class AudioClip
{
    /// <summary>Samples per second of every clip.</summary>
    public const int SampleRate = 8000;

    /// <summary>The longest clip, so that a wrong file cannot fill the memory.</summary>
    public static readonly TimeSpan MaxDuration = TimeSpan.FromMinutes(10);

    /// <summary>A clip of the given 8 kHz samples.</summary>
    public AudioClip(ReadOnlyMemory<short> samples) => Samples = samples;

    /// <summary>The samples, 16 bit, 8 kHz, one channel.</summary>
    public ReadOnlyMemory<short> Samples { get; }

    /// <summary>Length in time.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds((double)Samples.Length / SampleRate);

    /// <summary>Reads a WAV file (PCM 16 bit, µ-law or A-law; channels are mixed, other rates resampled).</summary>
    /// <exception cref="InvalidDataException">The file is not such a WAV file, or is longer than <see cref="MaxDuration"/>.</exception>
    public static AudioClip Load(string path)
    {
        using var file = File.OpenRead(path);
        return Load(file);
    }

    /// <summary>Reads a WAV stream; see <see cref="Load(string)"/>.</summary>
    /// <exception cref="InvalidDataException">The stream is not such a WAV file, or is longer than <see cref="MaxDuration"/>.</exception>
    public static AudioClip Load(Stream wav)
    {
        using var reader = new WavReader(wav, leaveOpen: true);
        var samples = reader.ReadMono((long)(MaxDuration.TotalSeconds * reader.Format.SampleRate));
        return new AudioClip(reader.Format.SampleRate == SampleRate
            ? samples
            : Resampler.Convert(samples, reader.Format.SampleRate, SampleRate));
    }
}
