using CallSummary.Audio;
using CallSummary.Audio.Codecs;
using CallSummary.Contracts;

namespace CallSummary.UnitTests.Transcription.Utterances;

internal static class Captured
{
    public static UtteranceCaptured Utterance(float[]? sound16k = null, int sequence = 0) => new()
    {
        CallId = Guid.Parse("0199c000-0000-7000-8000-000000000001"),
        TenantId = "acme",
        Leg = Leg.Callee,
        Sequence = sequence,
        Offset = TimeSpan.FromSeconds(12),
        Duration = TimeSpan.FromSeconds(sound16k is null ? 2 : sound16k.Length / 16_000.0),
        Audio = sound16k is null ? null : MuLaw(sound16k),
        RecordingStart = 100,
        RecordingEnd = 200,
    };

    public static byte[] MuLaw(float[] sound16k)
    {
        var octets = new List<byte>();
        foreach (var sample in Resampler.Convert(sound16k, 16_000, 8_000))
        {
            octets.Add(G711.EncodeMuLaw((short)Math.Clamp(sample * 32767, -32767, 32767)));
        }

        return [.. octets];
    }
}
