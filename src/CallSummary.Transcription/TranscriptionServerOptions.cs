using System.ComponentModel.DataAnnotations;

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

    /// <summary>Longest wait for one answer, 1 s to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ErrorMessage = "CallSummary:Transcription:Server:AttemptTimeout must be 00:00:01 to 00:10:00.")]
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Requests after the first that fails (no connection, 408, 429, 5xx, no answer in time), 0 to 10.</summary>
    [Range(0, 10, ErrorMessage = "CallSummary:Transcription:Server:Retries must be 0 to 10.")]
    public int Retries { get; set; } = 2;

    /// <summary>Pause before the first of them, doubled each time, with jitter; 0 to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00", ErrorMessage = "CallSummary:Transcription:Server:RetryDelay must be 00:00:00 to 00:01:00.")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long the server is left alone after half of at least four requests within 30 s have failed, 0.5 s to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:10:00", ErrorMessage = "CallSummary:Transcription:Server:BreakDuration must be 00:00:00.5 to 00:10:00.")]
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Whether the local Whisper model does what the server fails to do. It is loaded at start, with the settings of the engine Whisper.</summary>
    public bool FallbackToLocal { get; set; }
}
