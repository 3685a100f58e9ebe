using CallSummary.Contracts;
using CallSummary.Transcription.Gates;
using CallSummary.Transcription.Languages;
using Whisper.net;

namespace CallSummary.Transcription.Whisper;

/// <summary>
/// One utterance through whisper.cpp. As the settings are by default (greedy, without temperature fallback) the same sound always gives the same text.
/// </summary>
internal sealed class WhisperListening(WhisperModel model, TranscriptionOptions options, Speech speech, CancellationToken stop)
{
    // whisper.cpp refuses less than 0.1 s; a model trained on sentences does better with a second.
    private const int ShortestSamples = SpeechFormat.SampleRate;

    // With more candidates than this, Whisper's own detection is the cheaper way.
    private const int MostCompared = 3;

    private readonly ReadOnlyMemory<float> _samples = Pad(speech.Samples);

    private int Whole => model.Shape.AudioContext;

    public async Task<Recognition> RunAsync()
    {
        var positions = AudioContextFit.Positions(_samples.Length, AudioContextFit.Floor(model, options.AudioContextFloor), Whole);
        var heard = (Known(speech.Language) ?? Known(options.Language)) is { } language
            ? await ListenAsync(language, positions)
            : await ListenInLikelyLanguageAsync(positions);

        if (speech.IsPartial)
        {
            return heard;
        }

        // A short window is what most often makes a model stumble: before its text is dropped it hears the utterance in the full one.
        var stumbled = TextGate.Judge(heard, options) is TranscriptDrop.Repetition or TranscriptDrop.LowProbability;
        return stumbled && positions < Whole && options.Decoding.TemperatureStep == 0 ? await ListenAsync(heard.Language, Whole) : heard;
    }

    // Whisper's own detection hears a full 30 s window, which costs ten times what a short utterance does in its fitted window: listening
    // in two languages is cheaper, and for most utterances the leg's language so far is enough.
    private async Task<Recognition> ListenInLikelyLanguageAsync(int positions)
    {
        var candidates = options.Candidates;
        if (candidates.Count == 1)
        {
            return await ListenAsync(candidates[0], positions);
        }

        var likely = candidates.Contains(speech.LikelyLanguage) ? speech.LikelyLanguage : null;
        var first = likely ?? (candidates.Count > MostCompared ? Detect() : candidates[0]);
        var heard = await ListenAsync(first, positions);
        if (likely is null ? candidates.Count > MostCompared : LanguageChoice.IsSettled(heard))
        {
            return heard;
        }

        var all = new List<Recognition> { heard };
        var others = candidates.Count > MostCompared ? [Detect()] : candidates;
        foreach (var other in others.Where(c => c != first))
        {
            all.Add(await ListenAsync(other, positions));
        }

        var (best, isClear) = LanguageChoice.Best(all, likely);
        return isClear || best.Text.Length == 0 ? best : all.Find(h => h.Text.Length > 0 && h.Language == Detect()) ?? best;
    }

    private async Task<Recognition> ListenAsync(string language, int positions)
    {
        stop.ThrowIfCancellationRequested();
        var heard = new WhisperHearing(model.Shape.EndOfText, options.Decoding.WordTimes);
        try
        {
            // Whisper.net makes the native state anew for each run and frees it after; what it shares is the model.
            await using var processor = Processor(language, positions);
            await foreach (var segment in processor.ProcessAsync(_samples, stop))
            {
                heard.Add(segment);
            }
        }
        catch (WhisperProcessingException e)
        {
            throw new TranscriptionException($"whisper.cpp failed on an utterance (code {e.ErrorCode}).", e);
        }

        return heard.ToRecognition(language) with { Model = model.Name };
    }

    private WhisperProcessor Processor(string language, int positions)
    {
        var decoding = options.Decoding;
        var builder = model.Factory.CreateBuilder()
            .WithThreads(model.Plan.Threads)
            .WithLanguage(language)
            .WithNoContext()
            .WithAudioContextSize(positions)
            .WithTemperatureInc((float)decoding.TemperatureStep)
            .WithNoSpeechThreshold((float)options.NoSpeechThreshold)
            .WithProbabilities();
        if (string.Join(' ', decoding.Prompt, speech.Vocabulary).Trim() is { Length: > 0 } prompt)
        {
            builder.WithPrompt(prompt);
        }

        if (decoding.WordTimes)
        {
            builder.WithTokenTimestamps();
        }

        return decoding.BeamSize > 1
            ? builder.WithBeamSearchSamplingStrategy(beam => beam.WithBeamSize(decoding.BeamSize)).Build()
            : builder.WithGreedySamplingStrategy(greedy => greedy.WithBestOf(1)).Build();
    }

    // Native code takes an unknown language for a token number that may not exist.
    private string? Known(string? language) =>
        !model.Shape.IsMultilingual ? "en"
        : language is not null && model.Languages.Contains(language) ? language
        : null;

    private string Detect()
    {
        stop.ThrowIfCancellationRequested();
        using var processor = model.Factory.CreateBuilder().WithThreads(model.Plan.Threads).Build();
        return processor.DetectLanguageWithProbability(_samples.Span, [.. options.Candidates]).language ?? options.Candidates[0];
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
