namespace CallSummary.Transcription;

/// <summary>A word as the engine timed it, from the start of the utterance; its probability is that of its least probable token.</summary>
internal sealed record RecognizedWord(TimeSpan Start, TimeSpan End, string Text, double Probability);
