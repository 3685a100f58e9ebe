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

    /// <summary>Transcribes what may as well be left: only where a worker has nothing else to do, and only until another utterance waits.</summary>
    /// <returns>What was heard, or null when no worker was idle or it gave way.</returns>
    /// <exception cref="TimeoutException">It took longer than an utterance may.</exception>
    /// <exception cref="TranscriptionException">The engine failed.</exception>
    Task<Recognition?> TranscribeIfIdleAsync(Speech speech, CancellationToken cancellationToken);
}
