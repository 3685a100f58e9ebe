using System.Diagnostics;
using CallSummary.Audio;
using CallSummary.TestKit;
using CallSummary.TestKit.Audio;
using CallSummary.Transcription;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CallSummary.Benchmarks.Summaries;

/// <summary>Transcribes the sample utterances, for what transcribing a whole call after its end would take.</summary>
internal sealed class HangUpSpeech : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly List<(float[] Samples, string Language, string Said)> _utterances;

    public HangUpSpeech()
    {
        var folder = Path.Combine(RepositoryRoot.Path, "samples", "demo-models");
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["CallSummary:Transcription:ModelPath"] = Path.Combine(folder, "whisper-demo-q8_0.bin"),
            ["CallSummary:Transcription:Workers"] = "1",
        }).Build();
        _services = new ServiceCollection().AddLogging().AddTranscription(configuration).BuildServiceProvider();
        _utterances = [.. File.ReadLines(Path.Combine(folder, "utterances", "expected.tsv")).Skip(1).Select(line => line.Split('\t')).Select(cells =>
        {
            var wav = WavFile.Load(Path.Combine(folder, "utterances", cells[0]));
            return (Resampler.Convert(Array.ConvertAll(wav.Channels[0], s => s / 32768f), wav.SampleRate, SpeechFormat.SampleRate), cells[1], cells[2]);
        })];
    }

    /// <summary>Seconds to transcribe so many utterances, one after the other.</summary>
    public async Task<double> TranscribeAsync(int count)
    {
        var transcriber = _services.GetRequiredService<ITranscriber>();
        var start = Stopwatch.GetTimestamp();
        var right = 0;
        for (var i = 0; i < count; i++)
        {
            var (samples, language, said) = _utterances[i % _utterances.Count];
            var heard = await transcriber.TranscribeAsync(new Transcription.Speech(samples) { Language = language }, CancellationToken.None);
            right += string.Join(' ', heard.Segments.Select(s => s.Text.Trim())).Trim() == said ? 1 : 0;
        }

        return right >= count * 0.9 ? Stopwatch.GetElapsedTime(start).TotalSeconds : throw new WorkGateException($"Only {right} of {count} utterances were recognised.");
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
