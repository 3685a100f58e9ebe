namespace CallSummary.Transcription;

/// <summary>Turns the sound of one utterance into text. Engines: whisper.cpp in process, an OpenAI-compatible server.</summary>
internal interface ITranscriber
{
    /// <summary>Names the model for provenance.</summary>
    string Model { get; }

    /// <summary>Transcribes one utterance.</summary>
    /// <param name="samples">Sound at <see cref="SpeechFormat.SampleRate"/>, one channel, -1 to 1.</param>
    /// <param name="language">ISO 639-1, or null to detect it.</param>
    /// <param name="cancellationToken">Stops the wait; a native run ends at its next step.</param>
    /// <exception cref="TimeoutException">The utterance took longer than its limit.</exception>
    /// <exception cref="TranscriptionException">The engine failed.</exception>
    Task<Recognition> TranscribeAsync(ReadOnlyMemory<float> samples, string? language, CancellationToken cancellationToken);
}
