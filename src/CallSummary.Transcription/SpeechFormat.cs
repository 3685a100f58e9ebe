namespace CallSummary.Transcription;

/// <summary>The sound that speech models take.</summary>
internal static class SpeechFormat
{
    /// <summary>Samples per second that Whisper was trained on.</summary>
    public const int SampleRate = 16_000;

    /// <summary>Samples per second of the telephone network.</summary>
    public const int TelephoneRate = 8_000;

    /// <summary>Longest utterance accepted. The contract says 28 s; a message that claims more than this is not one of ours.</summary>
    public static readonly TimeSpan MaxDuration = TimeSpan.FromSeconds(60);
}
