using CallSummary.Audio;
using CallSummary.TestKit;
using Whisper.net;

namespace CallSummary.Benchmarks.Speech;

/// <summary>
/// whisper.cpp by itself, in the same build that the service uses: whole windows of 30 s, one thread, the language told; as its
/// command line runs it by default (five beams, temperature fallback), or in the cheapest way (greedy, no fallback).
/// </summary>
internal sealed class BareWhisper : IDisposable
{
    private readonly WhisperFactory _factory = WhisperFactory.FromPath(ModelPath, new WhisperFactoryOptions { UseFlashAttention = true });

    public static string ModelPath { get; } = Path.Combine(RepositoryRoot.Path, "samples", "demo-models", "whisper-demo-q8_0.bin");

    /// <summary>16 bit sound at 8 kHz as whisper.cpp takes it.</summary>
    public static float[] Sound(ReadOnlySpan<short> samples)
    {
        var sound = new float[samples.Length];
        for (var i = 0; i < sound.Length; i++)
        {
            sound[i] = samples[i] / 32768f;
        }

        return Resampler.Convert(sound, 8000, 16_000);
    }

    /// <param name="sound">Sound at 16 kHz.</param>
    /// <param name="language">ISO 639-1.</param>
    /// <param name="context">Encoder positions, or 0 for the whole window.</param>
    /// <param name="cheapest">Greedy and without fallback, instead of the defaults of whisper-cli.</param>
    public async Task<string> TranscribeAsync(float[] sound, string language, int context = 0, bool cheapest = true)
    {
        var builder = _factory.CreateBuilder().WithThreads(1).WithLanguage(language).WithAudioContextSize(context);
        await using var processor = cheapest
            ? builder.WithNoContext().WithTemperatureInc(0).WithProbabilities().WithGreedySamplingStrategy(greedy => greedy.WithBestOf(1)).Build()
            : builder.WithBeamSearchSamplingStrategy(beam => beam.WithBeamSize(5)).Build();
        var text = new List<string>();
        await foreach (var segment in processor.ProcessAsync(sound))
        {
            text.Add(segment.Text.Trim());
        }

        return string.Join(' ', text.Where(t => t.Length > 0));
    }

    public void Dispose() => _factory.Dispose();
}
