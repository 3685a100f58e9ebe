using CallSummary.Audio.Wav;

namespace CallSummary.Transcription;

/// <summary>Speech as a WAV file in memory.</summary>
internal static class SpeechWave
{
    public static byte[] Of(ReadOnlySpan<float> samples)
    {
        var pcm = new short[samples.Length];
        for (var i = 0; i < pcm.Length; i++)
        {
            pcm[i] = (short)Math.Clamp(MathF.Round(samples[i] * 32768f), short.MinValue, short.MaxValue);
        }

        using var wave = new MemoryStream();
        using (var writer = new WavWriter(wave, SpeechFormat.SampleRate, 1, leaveOpen: true))
        {
            writer.Write(pcm);
        }

        return wave.ToArray();
    }
}
