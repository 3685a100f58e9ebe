namespace CallSummary.Transcription.Workers;

/// <summary>The first message to a worker: the model to load, the settings to work by, and the threads that the first worker measured (null for the first).</summary>
internal sealed record WorkerSetup(string ModelPath, TranscriptionOptions Options, int? Threads);
