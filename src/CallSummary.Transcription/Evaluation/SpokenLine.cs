using CallSummary.Audio.Codecs;
using CallSummary.Audio.Speech;
using CallSummary.Contracts;
using CallSummary.Transcription.Utterances;

namespace CallSummary.Transcription.Evaluation;

/// <summary>Takes a recording through what the service does to one leg: cut into utterances by the gateway's segmenter, each transcribed.</summary>
internal sealed class SpokenLine(UtteranceTranscription transcription, TimeProvider time)
{
    // A leg begins and ends with its line open and nobody speaking.
    private const int Margin = SpeechFormat.TelephoneRate * 3 / 10;

    /// <summary>Transcribes a leg's sound at <see cref="SpeechFormat.TelephoneRate"/>.</summary>
    /// <param name="sound">The sound.</param>
    /// <param name="language">ISO 639-1 where it is known, or null to detect it.</param>
    /// <param name="cancellationToken">Stops after the utterance in work.</param>
    public async Task<(IReadOnlyList<UtteranceTranscribed> Lines, TimeSpan Took)> TranscribeAsync(short[] sound, string? language, CancellationToken cancellationToken)
    {
        var padded = new short[sound.Length + (2 * Margin)];
        sound.CopyTo(padded, Margin);
        var segments = new List<SpeechSegment>();
        var segmenter = new SpeechSegmenter(segments.Add);
        segmenter.Add(0, padded);
        segmenter.Complete();

        var call = Guid.CreateVersion7();
        var lines = new List<UtteranceTranscribed>();
        var took = TimeSpan.Zero;
        foreach (var segment in segments)
        {
            var (start, end) = ((int)Math.Max(0, segment.Start), (int)Math.Min(padded.Length, segment.End));
            var octets = new byte[end - start];
            G711.EncodeMuLaw(padded.AsSpan(start..end), octets);
            var started = time.GetTimestamp();
            lines.Add(await transcription.TranscribeAsync(
                new UtteranceCaptured
                {
                    CallId = call,
                    TenantId = "evaluation",
                    Leg = Leg.Caller,
                    Sequence = lines.Count,
                    Offset = Time(start),
                    Duration = Time(end - start),
                    Language = language,
                    Audio = octets,
                    RecordingStart = 0,
                    RecordingEnd = 0,
                },
                cancellationToken));
            took += time.GetElapsedTime(started);
        }

        return (lines, took);
    }

    private static TimeSpan Time(int samples) => TimeSpan.FromSeconds((double)samples / SpeechFormat.TelephoneRate);
}
