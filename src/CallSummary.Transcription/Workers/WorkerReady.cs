namespace CallSummary.Transcription.Workers;

/// <summary>A worker's first answer: its model, or why it could not be loaded.</summary>
internal sealed record WorkerReady(string Model, string? Error);
