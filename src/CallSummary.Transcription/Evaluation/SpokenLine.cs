using CallSummary.Audio.Codecs;
using CallSummary.Audio.Speech;
using CallSummary.Contracts;
using CallSummary.Transcription.Evaluation.Degradation;
using CallSummary.Transcription.Utterances;

namespace CallSummary.Transcription.Evaluation;

/// <summary>Takes a recording through what the service does to one leg: cut into utterances by the gateway's segmenter, each transcribed.</summary>
internal sealed class SpokenLine(UtteranceTranscription transcription, TimeProvider time)
{
    // A leg begins and ends with its line open and nobody speaking.
    private const int Margin = SpeechFormat.TelephoneRate * 3 / 10;

    /// <summary>Transcribes a leg's sound.</summary>
    /// <param name="sound">The sound.</param>
    /// <param name="rate">Its samples per second: 8,000, or 16,000.</param>
    /// <param name="language">ISO 639-1 where it is known, or null to detect it.</param>
    /// <param name="cancellationToken">Stops after the utterance in work.</param>
    public Task<(IReadOnlyList<UtteranceTranscribed> Lines, TimeSpan Took)> TranscribeAsync(short[] sound, int rate, string? language, CancellationToken cancellationToken) =>
        TranscribeAsync(Guid.CreateVersion7(), Leg.Caller, sound, rate, language, cancellationToken);

    /// <summary>Transcribes a leg of a call whose other leg may have been heard before: the languages of both are one call's.</summary>
    public async Task<(IReadOnlyList<UtteranceTranscribed> Lines, TimeSpan Took)> TranscribeAsync(
        Guid call, Leg leg, short[] sound, int rate, string? language, CancellationToken cancellationToken)
    {
        // The gateway's segmenter listens at 8 kHz whatever the codec.
        var scale = rate / SpeechFormat.TelephoneRate;
        var padded = new short[sound.Length + (2 * Margin * scale)];
        sound.CopyTo(padded, Margin * scale);
        var segments = new List<SpeechSegment>();
        var segmenter = new SpeechSegmenter(segments.Add);
        segmenter.Add(0, Rates.Convert(padded, rate, SpeechFormat.TelephoneRate));
        segmenter.Complete();

        var lines = new List<UtteranceTranscribed>();
        var took = TimeSpan.Zero;
        foreach (var segment in segments)
        {
            var (start, end) = ((int)Math.Max(0, segment.Start), (int)Math.Min(padded.Length / scale, segment.End));
            var octets = Encode(padded.AsSpan((start * scale)..(end * scale)), isWideband: scale > 1);
            var started = time.GetTimestamp();
            lines.Add(await transcription.TranscribeAsync(
                new UtteranceCaptured
                {
                    CallId = call,
                    TenantId = "evaluation",
                    Leg = leg,
                    Sequence = lines.Count,
                    Offset = Time(start),
                    Duration = Time(end - start),
                    Language = language,
                    Audio = scale > 1 ? null : octets,
                    WidebandAudio = scale > 1 ? octets : null,
                    RecordingStart = 0,
                    RecordingEnd = 0,
                },
                cancellationToken));
            took += time.GetElapsedTime(started);
        }

        return (lines, took);
    }

    private static byte[] Encode(ReadOnlySpan<short> samples, bool isWideband)
    {
        if (isWideband)
        {
            var octets = new byte[samples.Length / 2];
            using var encoder = new G722Encoder();
            encoder.Encode(samples, octets);
            return octets;
        }

        var narrow = new byte[samples.Length];
        G711.EncodeMuLaw(samples, narrow);
        return narrow;
    }

    private static TimeSpan Time(int samples) => TimeSpan.FromSeconds((double)samples / SpeechFormat.TelephoneRate);
}
