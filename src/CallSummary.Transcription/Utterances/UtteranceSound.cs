using CallSummary.Audio;
using CallSummary.Audio.Codecs;
using CallSummary.Audio.Recordings;
using CallSummary.Contracts;

namespace CallSummary.Transcription.Utterances;

/// <summary>Gets an utterance's sound: inline from the message, or from the recording that the message points to.</summary>
/// <param name="recordings">The recordings, or null where this host cannot reach them.</param>
internal sealed class UtteranceSound(IRecordedAudio? recordings = null)
{
    // A minute of G.711 in 5 ms frames is 700 KB.
    private const long MaxRange = 1 << 20;

    // Durations are rounded to packets on their way.
    private const long MostLengthError = SpeechFormat.TelephoneRate / 10;

    /// <summary>Reads the sound at <see cref="SpeechFormat.SampleRate"/>.</summary>
    /// <exception cref="UnreadableSoundException">The sound does not exist or is damaged; another attempt will not help.</exception>
    /// <exception cref="IOException">The store failed; another attempt may help.</exception>
    public async Task<float[]> ReadAsync(UtteranceCaptured utterance, CancellationToken cancellationToken)
    {
        if (utterance.Duration < TimeSpan.Zero || utterance.Duration > SpeechFormat.MaxDuration || utterance.Offset < TimeSpan.Zero)
        {
            throw new UnreadableSoundException($"the message says {utterance.Duration} at {utterance.Offset}; at most {SpeechFormat.MaxDuration} are accepted");
        }

        var (samples, isWideband) = utterance switch
        {
            { Audio: { } narrowband } => (Decode(narrowband, utterance.Duration), false),
            { WidebandAudio: { } wideband } => (DecodeWideband(wideband, utterance.Duration), true),
            _ => await ReadRecordingAsync(utterance, cancellationToken),
        };
        var sound = Array.ConvertAll(samples, s => s / 32768f);
        return isWideband ? sound : Resampler.Convert(sound, SpeechFormat.TelephoneRate, SpeechFormat.SampleRate);
    }

    private static short[] Decode(byte[] inline, TimeSpan duration)
    {
        RequireLength(inline, duration);
        var samples = new short[inline.Length];
        G711.DecodeMuLaw(inline, samples);
        return samples;
    }

    private static short[] DecodeWideband(byte[] inline, TimeSpan duration)
    {
        RequireLength(inline, duration);
        var samples = new short[2 * inline.Length];
        using var decoder = new G722Decoder();
        decoder.Decode(inline, samples);
        return samples;
    }

    // G.711 and G.722 both take 8,000 octets a second.
    private static void RequireLength(byte[] inline, TimeSpan duration)
    {
        if (inline.Length > Position(SpeechFormat.MaxDuration))
        {
            throw new UnreadableSoundException($"its audio holds {inline.Length} octets; at most {SpeechFormat.MaxDuration} are accepted");
        }

        // Another rate would be heard at another pitch and pace, and written down as if it had been said so.
        if (Math.Abs(inline.Length - Position(duration)) > MostLengthError)
        {
            throw new UnreadableSoundException($"its audio holds {inline.Length} octets for {duration}, which is not {SpeechFormat.TelephoneRate} a second");
        }
    }

    private async Task<(short[] Samples, bool IsWideband)> ReadRecordingAsync(UtteranceCaptured utterance, CancellationToken cancellationToken)
    {
        if (recordings is null)
        {
            throw new UnreadableSoundException("it is too large to travel inline and this host has no access to the recordings (register IRecordedAudio)");
        }

        if (utterance.RecordingEnd <= utterance.RecordingStart || utterance.RecordingEnd - utterance.RecordingStart > MaxRange)
        {
            throw new UnreadableSoundException($"its range of the recording is {utterance.RecordingStart} to {utterance.RecordingEnd}; at most {MaxRange} bytes are read");
        }

        try
        {
            var frames = await recordings.ReadAsync(
                utterance.CallId, utterance.Leg, utterance.RecordingStart, utterance.RecordingEnd, cancellationToken);
            var start = Position(utterance.Offset);
            var isWideband = RecordedClip.IsWideband(frames);
            var clip = RecordedClip.DecodeRange(frames, isWideband ? SpeechFormat.SampleRate : SpeechFormat.TelephoneRate);
            return (clip.Slice(start, start + Position(utterance.Duration)).Samples, isWideband);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UnreadableSoundException("its recording does not exist", e);
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException)
        {
            throw new UnreadableSoundException(e.Message, e);
        }
    }

    private static long Position(TimeSpan time) => (long)Math.Round(time.TotalSeconds * SpeechFormat.TelephoneRate);
}
