namespace CallSummary.Transcription.Workers;

/// <summary>What a worker heard, or the error that the engine reported (which is no crash).</summary>
internal sealed record WorkerAnswer(Recognition? Heard, string? Error);
