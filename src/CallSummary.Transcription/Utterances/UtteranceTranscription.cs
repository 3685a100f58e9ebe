using CallSummary.Contracts;
using CallSummary.Transcription.Gates;
using CallSummary.Transcription.Languages;
using CallSummary.Transcription.Voice;
using CallSummary.Transcription.Workers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallSummary.Transcription.Utterances;

/// <summary>One utterance from sound to text: read, gate the sound, transcribe, gate the text. The same utterance gives the same message.</summary>
internal sealed class UtteranceTranscription(
    ITranscriber transcriber,
    UtteranceSound sound,
    IVoiceDetector voices,
    LegLanguages languages,
    SetAsideUtterances setAside,
    IOptions<TranscriptionOptions> options,
    ILogger<UtteranceTranscription> logger)
{
    public async Task<UtteranceTranscribed> TranscribeAsync(UtteranceCaptured utterance, CancellationToken cancellationToken)
    {
        float[] samples;
        try
        {
            samples = await sound.ReadAsync(utterance, cancellationToken);
        }
        catch (UnreadableSoundException e)
        {
            TranscriptionLog.Unreadable(logger, utterance.Leg, utterance.Sequence, e.Message);
            return WithoutText(utterance, TranscriptDrop.UnreadableAudio);
        }

        if (voices.Find(samples) is not { } voice)
        {
            return WithoutText(utterance, TranscriptDrop.NoSpeech);
        }

        var (start, end) = voice.Keep(samples.Length);
        var speech = new Speech(samples.AsMemory(start..end))
        {
            Language = utterance.Language,
            Vocabulary = Vocabulary.Of(options.Value, utterance.TenantId, utterance.Subscriber),
            LikelyLanguage = languages.Likely(utterance.CallId, utterance.Leg),
        };
        Recognition heard;
        try
        {
            heard = (await transcriber.TranscribeAsync(speech, cancellationToken)).After(TimeSpan.FromSeconds((double)start / SpeechFormat.SampleRate));
        }
        catch (SetAsideException e)
        {
            setAside.Take(utterance, samples, e.Message);
            return WithoutText(utterance, TranscriptDrop.EngineFailure);
        }

        var drop = TextGate.Judge(heard, options.Value);
        if (drop != TranscriptDrop.None)
        {
            return Compose(utterance, Recognition.Nothing with { NoSpeechProbability = heard.NoSpeechProbability, Model = heard.Model }, drop) with { DroppedText = heard.Text };
        }

        languages.Heard(utterance.CallId, utterance.Leg, heard.Language);
        return Compose(utterance, heard, drop);
    }

    /// <summary>The message for an utterance that gave no text, so that its call is still complete.</summary>
    public UtteranceTranscribed WithoutText(UtteranceCaptured utterance, TranscriptDrop drop) => Compose(utterance, Recognition.Nothing, drop);

    private UtteranceTranscribed Compose(UtteranceCaptured utterance, Recognition heard, TranscriptDrop drop) => new()
    {
        CallId = utterance.CallId,
        TenantId = utterance.TenantId,
        Leg = utterance.Leg,
        Sequence = utterance.Sequence,
        Offset = utterance.Offset,
        Duration = utterance.Duration,
        Text = heard.Text,
        Language = heard.Language,
        Probability = heard.Probability ?? 0,
        NoSpeechProbability = heard.NoSpeechProbability,
        Drop = drop,
        Segments = [.. heard.Segments.Select(s => OnTimeline(s, utterance))],
        Model = heard.Model ?? transcriber.Model,
    };

    private static TranscribedSegment OnTimeline(RecognizedSegment segment, UtteranceCaptured utterance)
    {
        // A model may place a segment's end in the silence that was added to the utterance.
        var start = Within(segment.Start, TimeSpan.Zero, utterance.Duration);
        return new TranscribedSegment
        {
            Start = utterance.Offset + start,
            End = utterance.Offset + Within(segment.End, start, utterance.Duration),
            Text = segment.Text,
            Probability = segment.Probability,
            Words = segment.Words is null ? null : [.. segment.Words.Select(w => OnTimeline(w, utterance))],
        };
    }

    private static TranscribedWord OnTimeline(RecognizedWord word, UtteranceCaptured utterance)
    {
        var start = Within(word.Start, TimeSpan.Zero, utterance.Duration);
        return new TranscribedWord
        {
            Start = utterance.Offset + start,
            End = utterance.Offset + Within(word.End, start, utterance.Duration),
            Text = word.Text,
            Probability = word.Probability,
        };
    }

    private static TimeSpan Within(TimeSpan time, TimeSpan from, TimeSpan to) => time < from ? from : time > to ? to : time;
}
