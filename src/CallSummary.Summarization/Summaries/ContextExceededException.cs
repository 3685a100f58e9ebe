namespace CallSummary.Summarization.Summaries;

/// <summary>The transcript does not fit into the model's context together with an answer.</summary>
internal sealed class ContextExceededException(string message, Exception? inner = null) : Exception(message, inner);
