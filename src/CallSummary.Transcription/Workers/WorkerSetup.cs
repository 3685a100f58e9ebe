namespace CallSummary.Transcription.Workers;

/// <summary>The first message to a worker: the model to load and the settings to work by.</summary>
internal sealed record WorkerSetup(string ModelPath, TranscriptionOptions Options);
