using CallSummary.Transcription.Gates;
using Microsoft.Extensions.Options;

namespace CallSummary.Transcription.Voice;

/// <summary>Tells silence and steady sounds by their level alone: the cheap first look, and all there is when <see cref="TranscriptionOptions.VoiceActivity"/> is off.</summary>
internal sealed class LevelVoiceDetector(IOptions<TranscriptionOptions> options) : IVoiceDetector
{
    public VoiceSpan? Find(ReadOnlySpan<float> samples) =>
        samples.Length > 0 && SoundGate.Classify(samples, options.Value.SilenceLevel) == SoundKind.Speech ? new VoiceSpan(0, samples.Length) : null;
}
