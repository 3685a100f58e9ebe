namespace CallSummary.Transcription.Workers;

/// <summary>A worker's first answer: its model and what suits it on this machine, or why it could not be loaded.</summary>
internal sealed record WorkerReady(string Model, WorkerPlan? Plan, string? Error);
