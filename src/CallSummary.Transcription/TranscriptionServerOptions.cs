namespace CallSummary.Transcription;

/// <summary>An OpenAI-compatible speech server: section <c>CallSummary:Transcription:Server</c>.</summary>
public sealed class TranscriptionServerOptions
{
    /// <summary>Address of the server without <c>/v1/audio/transcriptions</c>, for example <c>http://speech.internal:8000</c>.</summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>Name of the model as the server knows it.</summary>
    public string Model { get; set; } = "whisper-1";

    /// <summary>Bearer token, or null when the server wants none.</summary>
    public string? ApiKey { get; set; }
}
