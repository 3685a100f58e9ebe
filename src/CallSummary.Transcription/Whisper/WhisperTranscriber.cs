using CallSummary.Contracts;
using CallSummary.Transcription.Gates;
using Microsoft.Extensions.Options;
using Whisper.net;

namespace CallSummary.Transcription.Whisper;

/// <summary>
/// Transcribes with whisper.cpp in this process: greedy, one thread a worker, without temperature fallback, so that the same sound
/// always gives the same text.
/// </summary>
internal sealed class WhisperTranscriber(
    WhisperModel model,
    IOptions<TranscriptionOptions> options,
    TimeProvider time,
    TranscriptionMetrics metrics) : ITranscriber, IDisposable
{
    // whisper.cpp refuses less than 0.1 s; a model trained on sentences does better with a second.
    private const int ShortestSamples = SpeechFormat.SampleRate;

    private const int DemonstrationFloor = 128;
    private const int PublishedModelFloor = 512;

    private readonly TranscriptionOptions _options = options.Value;
    private readonly WorkerSlots _slots = new(options.Value.Workers, options.Value.UtteranceTimeout, time, metrics);

    public string Model => model.Name;

    private int Floor => _options.AudioContextFloor ?? (model.IsDemonstration ? DemonstrationFloor : PublishedModelFloor);

    public Task<Recognition> TranscribeAsync(ReadOnlyMemory<float> samples, string? language, CancellationToken cancellationToken) =>
        _slots.RunAsync(stop => TranscribeInSlotAsync(Pad(samples), language, stop), cancellationToken);

    public void Dispose() => _slots.Dispose();

    private async Task<Recognition> TranscribeInSlotAsync(ReadOnlyMemory<float> samples, string? language, CancellationToken stop)
    {
        var spoken = Known(language) ?? Known(_options.Language) ?? Detect(samples.Span);
        stop.ThrowIfCancellationRequested();
        var positions = AudioContextFit.Positions(samples.Length, Floor, model.Shape.AudioContext);
        var recognition = await ListenAsync(samples, spoken, positions, stop);

        // A short window is what most often makes a model stumble: before its text is dropped it hears the utterance in the full one.
        var stumbled = TextGate.Judge(recognition, _options) is TranscriptDrop.Repetition or TranscriptDrop.LowProbability;
        return stumbled && positions < model.Shape.AudioContext
            ? await ListenAsync(samples, spoken, model.Shape.AudioContext, stop)
            : recognition;
    }

    private async Task<Recognition> ListenAsync(ReadOnlyMemory<float> samples, string language, int positions, CancellationToken stop)
    {
        var heard = new WhisperHearing(model.Shape.EndOfText);
        try
        {
            // Whisper.net makes the native state anew for each run and frees it after; what it shares is the model.
            await using var processor = model.Factory.CreateBuilder()
                .WithThreads(1)
                .WithLanguage(language)
                .WithNoContext()
                .WithAudioContextSize(positions)
                .WithTemperatureInc(0)
                .WithProbabilities()
                .WithGreedySamplingStrategy(greedy => greedy.WithBestOf(1))
                .Build();
            await foreach (var segment in processor.ProcessAsync(samples, stop))
            {
                heard.Add(segment);
            }
        }
        catch (WhisperProcessingException e)
        {
            throw new TranscriptionException($"whisper.cpp failed on an utterance (code {e.ErrorCode}).", e);
        }

        return heard.ToRecognition(language);
    }

    // Native code takes an unknown language for a token number that may not exist.
    private string? Known(string? language) =>
        !model.Shape.IsMultilingual ? "en"
        : language is not null && model.Languages.Contains(language) ? language
        : null;

    private string Detect(ReadOnlySpan<float> samples)
    {
        var candidates = _options.Candidates;
        if (candidates.Count == 1)
        {
            return candidates[0];
        }

        using var processor = model.Factory.CreateBuilder().WithThreads(1).Build();
        return processor.DetectLanguageWithProbability(samples, [.. candidates]).language ?? candidates[0];
    }

    private static ReadOnlyMemory<float> Pad(ReadOnlyMemory<float> samples)
    {
        if (samples.Length >= ShortestSamples)
        {
            return samples;
        }

        var padded = new float[ShortestSamples];
        samples.CopyTo(padded);
        return padded;
    }
}
