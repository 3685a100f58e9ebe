namespace CallSummary.Storage.Recordings.Encryption;

/// <summary>Which file of which call: what an encrypted file is bound to.</summary>
internal readonly record struct RecordingFileName(Guid CallId, string Name);
