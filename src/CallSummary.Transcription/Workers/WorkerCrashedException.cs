namespace CallSummary.Transcription.Workers;

/// <summary>A worker process ended while it worked.</summary>
internal sealed class WorkerCrashedException(string message, Exception? inner = null) : Exception(message, inner);
