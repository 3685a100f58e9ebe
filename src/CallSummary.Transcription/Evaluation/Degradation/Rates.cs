using CallSummary.Audio;

namespace CallSummary.Transcription.Evaluation.Degradation;

/// <summary>Resampling that leaves a sound at the right rate alone.</summary>
internal static class Rates
{
    public static short[] Convert(short[] samples, int from, int to) => from == to ? samples : Resampler.Convert(samples, from, to);
}
