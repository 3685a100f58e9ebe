namespace CallSummary.Transcription.Catalogue;

/// <summary>A model cannot be had, or is not what it should be; the message says what to do.</summary>
internal sealed class ModelException(string message, Exception? inner = null) : Exception(message, inner);
