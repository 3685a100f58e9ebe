namespace CallSummary.Summarization.Evaluation;

/// <summary>An evaluation set or a model that cannot be used; the message names the line and the fix.</summary>
internal sealed class EvaluationInputException(string message, Exception? inner = null) : Exception(message, inner);
