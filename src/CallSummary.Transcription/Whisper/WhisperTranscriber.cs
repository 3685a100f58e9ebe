using CallSummary.Contracts;
using CallSummary.Transcription.Gates;
using CallSummary.Transcription.Languages;
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

    // With more candidates than this, Whisper's own detection is the cheaper way.
    private const int MostCompared = 3;

    private readonly TranscriptionOptions _options = options.Value;
    private readonly WorkerSlots _slots = new(options.Value.Workers, options.Value.UtteranceTimeout, time, metrics);

    public string Model => model.Name;

    private int Floor => _options.AudioContextFloor ?? (model.IsDemonstration ? DemonstrationFloor : PublishedModelFloor);

    public Task<Recognition> TranscribeAsync(Speech speech, CancellationToken cancellationToken) =>
        _slots.RunAsync(stop => TranscribeInSlotAsync(speech with { Samples = Pad(speech.Samples) }, stop), cancellationToken);

    public void Dispose() => _slots.Dispose();

    private async Task<Recognition> TranscribeInSlotAsync(Speech speech, CancellationToken stop)
    {
        var positions = AudioContextFit.Positions(speech.Samples.Length, Floor, model.Shape.AudioContext);
        var recognition = (Known(speech.Language) ?? Known(_options.Language)) is { } language
            ? await ListenAsync(speech, language, positions, stop)
            : await ListenInLikelyLanguageAsync(speech, positions, stop);

        // A short window is what most often makes a model stumble: before its text is dropped it hears the utterance in the full one.
        var stumbled = TextGate.Judge(recognition, _options) is TranscriptDrop.Repetition or TranscriptDrop.LowProbability;
        return stumbled && positions < model.Shape.AudioContext
            ? await ListenAsync(speech, recognition.Language, model.Shape.AudioContext, stop)
            : recognition;
    }

    // Whisper's own detection hears a full 30 s window, which costs ten times what a short utterance does in its fitted window: listening
    // in two languages is cheaper, and for most utterances the leg's language so far is enough.
    private async Task<Recognition> ListenInLikelyLanguageAsync(Speech speech, int positions, CancellationToken stop)
    {
        var candidates = _options.Candidates;
        var likely = candidates.Contains(speech.LikelyLanguage) ? speech.LikelyLanguage : null;
        var first = likely ?? (candidates.Count > MostCompared ? Detect(speech.Samples.Span) : candidates[0]);
        var heard = await ListenAsync(speech, first, positions, stop);
        if (candidates.Count == 1 || (likely is null ? candidates.Count > MostCompared : LanguageChoice.IsSettled(heard)))
        {
            return heard;
        }

        var all = new List<Recognition> { heard };
        foreach (var other in candidates.Where(c => c != first).Take(MostCompared - 1))
        {
            all.Add(await ListenAsync(speech, other, positions, stop));
        }

        var (best, isClear) = LanguageChoice.Best(all, likely);
        return isClear || best.Text.Length == 0
            ? best
            : Detect(speech.Samples.Span) is var detected && all.FirstOrDefault(h => h.Language == detected) is { Text.Length: > 0 } chosen ? chosen : best;
    }

    private async Task<Recognition> ListenAsync(Speech speech, string language, int positions, CancellationToken stop)
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
            await foreach (var segment in processor.ProcessAsync(speech.Samples, stop))
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
