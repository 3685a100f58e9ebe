namespace CallSummary.Transcription.Utterances;

/// <summary>An utterance's sound does not exist or is damaged, for good.</summary>
internal sealed class UnreadableSoundException(string reason, Exception? inner = null) : Exception(reason, inner);
