namespace CallSummary.Benchmarks;

/// <summary>The measured work was not done right, so there is no figure.</summary>
internal sealed class WorkGateException(string message) : Exception(message);
