namespace CallSummary.Transcription.Workers;

/// <summary>An utterance for a worker; its samples follow.</summary>
internal sealed record WorkerRequest(string? Language, string? LikelyLanguage, string? Vocabulary, bool IsPartial);
