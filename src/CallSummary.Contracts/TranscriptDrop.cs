namespace CallSummary.Contracts;

/// <summary>Why recognised text was thrown away. What is dropped is counted and shown, never hidden.</summary>
public enum TranscriptDrop
{
    /// <summary>Nothing was dropped.</summary>
    None = 0,

    /// <summary>The recogniser was sure that nobody spoke.</summary>
    NoSpeech = 1,

    /// <summary>The text's probability was below the limit.</summary>
    LowProbability = 2,

    /// <summary>The text repeated itself.</summary>
    Repetition = 3,

    /// <summary>The audio could not be read or decoded; the recording still holds it.</summary>
    UnreadableAudio = 4,

    /// <summary>The recogniser failed on this utterance more often than the retry limit.</summary>
    EngineFailure = 5,

    /// <summary>The text was nothing but a phrase that recognisers invent on silence.</summary>
    InventedPhrase = 6,

    /// <summary>A reason that this version does not know.</summary>
    Unknown = 99,
}
