using CallSummary.Contracts;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallSummary.Transcription.Utterances;

/// <summary>Where utterances go that no worker survives: named in the log with their place in the recording, and kept as WAV where a folder is set.</summary>
internal sealed class SetAsideUtterances(IOptions<TranscriptionOptions> options, ILogger<SetAsideUtterances> logger)
{
    public void Take(UtteranceCaptured utterance, ReadOnlySpan<float> samples, string reason)
    {
        var kept = "";
        if (options.Value.SetAsideFolder is { Length: > 0 } folder)
        {
            try
            {
                Directory.CreateDirectory(folder);
                var file = Path.Combine(folder, $"{utterance.CallId:N}-{utterance.Leg}-{utterance.Sequence}.wav");
                File.WriteAllBytes(file, SpeechWave.Of(samples));
                kept = $"; and in {file}";
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                kept = $"; it could not be kept apart ({e.Message})";
            }
        }

        TranscriptionLog.SetAside(logger, utterance.Leg, utterance.Sequence, reason, utterance.RecordingStart, utterance.RecordingEnd, kept);
    }
}
