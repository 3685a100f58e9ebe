namespace CallSummary.Transcription.Voice;

/// <summary>Where somebody speaks in a sound, in samples.</summary>
/// <param name="Start">First sample of the first voice.</param>
/// <param name="End">Sample after the last voice.</param>
internal readonly record struct VoiceSpan(int Start, int End)
{
    // Quiet that the recogniser is used to on either side; see the gateway's segmenter.
    private const int Margin = SpeechFormat.SampleRate / 4;

    // Less is not worth another window, and a detector is not that exact.
    private const int WorthCutting = SpeechFormat.SampleRate / 2;

    /// <summary>The range to listen to: this with a margin, or the whole sound where little would be cut.</summary>
    public (int Start, int End) Keep(int length)
    {
        var (start, end) = (Math.Max(0, Start - Margin), Math.Min(length, End + Margin));
        return length - (end - start) >= WorthCutting ? (start, end) : (0, length);
    }
}
