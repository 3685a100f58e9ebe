namespace CallSummary.Transcription;

/// <summary>Who turns sound into text.</summary>
public enum TranscriptionEngine
{
    /// <summary>whisper.cpp in this process (Whisper.net), with the model file of <see cref="TranscriptionOptions.ModelPath"/>.</summary>
    Whisper,

    /// <summary>A server that speaks OpenAI's <c>/v1/audio/transcriptions</c>; see <see cref="TranscriptionOptions.Server"/>.</summary>
    OpenAICompatible,
}
