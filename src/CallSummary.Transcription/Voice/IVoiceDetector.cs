namespace CallSummary.Transcription.Voice;

/// <summary>Finds where somebody speaks, so that nothing else reaches the recogniser: it invents words for silence, tones and music.</summary>
internal interface IVoiceDetector
{
    /// <summary>The stretch from the first to the last voice in a sound at <see cref="SpeechFormat.SampleRate"/>, or null when nobody speaks.</summary>
    VoiceSpan? Find(ReadOnlySpan<float> samples);
}
