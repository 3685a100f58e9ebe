using CallSummary.Transcription;
using CallSummary.Transcription.Evaluation;
using CallSummary.Transcription.Utterances;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CallSummary.Benchmarks.Speech;

/// <summary>The transcription stage with one worker and the demonstration model, without a bus.</summary>
internal sealed class SpeechService : IDisposable
{
    private readonly ServiceProvider _services;

    public SpeechService(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Append(("Workers", "1")).Append(("ModelPath", BareWhisper.ModelPath))
                .Select(s => KeyValuePair.Create($"{TranscriptionOptions.Section}:{s.Item1}", (string?)s.Item2)))
            .Build();
        _services = new ServiceCollection().AddLogging().AddTranscription(configuration).BuildServiceProvider();
        Line = new SpokenLine(_services.GetRequiredService<UtteranceTranscription>(), TimeProvider.System);
        Utterances = _services.GetRequiredService<UtteranceTranscription>();
    }

    /// <summary>A whole leg: cut, heard, gated.</summary>
    public SpokenLine Line { get; }

    /// <summary>One utterance.</summary>
    public UtteranceTranscription Utterances { get; }

    public void Dispose() => _services.Dispose();
}
