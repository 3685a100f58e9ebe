namespace CallSummary.Transcription;

/// <summary>A piece of an utterance as the engine timed it, from the start of the utterance.</summary>
internal sealed record RecognizedSegment(TimeSpan Start, TimeSpan End, string Text, double Probability);
