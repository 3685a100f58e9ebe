namespace CallSummary.Audio.Speech;

/// <summary>A stretch of one leg's speech, with a little of the quiet around it.</summary>
/// <param name="Start">First sample on the call's timeline, at 8 kHz.</param>
/// <param name="End">Sample after the last.</param>
/// <param name="EndedBy">Why it ended there.</param>
public readonly record struct SpeechSegment(long Start, long End, SpeechSegmentEnd EndedBy);
