namespace CallSummary.Transcription;

/// <summary>Turns the sound of one utterance into text. Engines: whisper.cpp in this process or in worker processes, an OpenAI-compatible server.</summary>
internal interface ITranscriber
{
    /// <summary>Names the model for provenance.</summary>
    string Model { get; }

    /// <summary>Transcribes one utterance.</summary>
    /// <param name="speech">The sound and what is known of it.</param>
    /// <param name="cancellationToken">Stops the wait; a native run ends at its next step.</param>
    /// <exception cref="TimeoutException">The utterance took longer than its limit.</exception>
    /// <exception cref="TranscriptionException">The engine failed.</exception>
    Task<Recognition> TranscribeAsync(Speech speech, CancellationToken cancellationToken);
}
