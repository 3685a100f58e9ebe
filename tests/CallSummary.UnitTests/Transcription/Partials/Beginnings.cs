using CallSummary.Contracts;
using CallSummary.UnitTests.Transcription.Utterances;

namespace CallSummary.UnitTests.Transcription.Partials;

internal static class Beginnings
{
    /// <summary>The beginning of <see cref="Captured.Utterance"/>.</summary>
    public static UtteranceContinued Of(int seconds, int sequence = 0)
    {
        var whole = Captured.Utterance(Sounds.Syllables(seconds), sequence);
        return new UtteranceContinued
        {
            CallId = whole.CallId,
            TenantId = whole.TenantId,
            Leg = whole.Leg,
            Sequence = sequence,
            Offset = whole.Offset,
            Duration = TimeSpan.FromSeconds(seconds),
            Audio = whole.Audio,
            RecordingStart = 0,
            RecordingEnd = 0,
        };
    }
}
