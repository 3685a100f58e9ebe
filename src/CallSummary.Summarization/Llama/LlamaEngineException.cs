namespace CallSummary.Summarization.Llama;

/// <summary>The in-process engine could not write an answer.</summary>
internal sealed class LlamaEngineException(string message, Exception? inner = null) : Exception(message, inner);
