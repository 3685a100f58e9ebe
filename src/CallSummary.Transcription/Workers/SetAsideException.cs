namespace CallSummary.Transcription.Workers;

/// <summary>An utterance crashed so many workers that no further one is given to it.</summary>
internal sealed class SetAsideException(string message, Exception? inner = null) : Exception(message, inner);
