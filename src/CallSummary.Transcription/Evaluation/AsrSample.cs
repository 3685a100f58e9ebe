namespace CallSummary.Transcription.Evaluation;

/// <summary>One recording of a corpus and what is said in it.</summary>
/// <param name="Id">Names it within its corpus; the same in every run.</param>
/// <param name="Path">Its sound file.</param>
/// <param name="Language">ISO 639-1, or empty when the corpus does not say.</param>
/// <param name="Text">What is said; empty when nobody speaks, so that every word recognised is invented.</param>
/// <param name="Entities">What must be right above all (numbers, names), or empty: the words with digits then count.</param>
internal sealed record AsrSample(string Id, string Path, string Language, string Text, IReadOnlyList<string> Entities);
