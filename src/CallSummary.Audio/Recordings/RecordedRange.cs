namespace CallSummary.Audio.Recordings;

/// <summary>A stretch of a recording file that holds whole frames.</summary>
/// <param name="Start">First byte.</param>
/// <param name="End">Byte after the last.</param>
public readonly record struct RecordedRange(long Start, long End);
