namespace CallSummary.Audio.Speech;

/// <summary>Why a segment ended where it did.</summary>
public enum SpeechSegmentEnd
{
    /// <summary>The speaker paused.</summary>
    Pause,

    /// <summary>It reached the longest length and was cut at its quietest place.</summary>
    MaxLength,

    /// <summary>The call ended.</summary>
    EndOfCall,
}
