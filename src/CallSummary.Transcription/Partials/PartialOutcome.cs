namespace CallSummary.Transcription.Partials;

/// <summary>What became of the beginning of an utterance that was still being said.</summary>
internal enum PartialOutcome
{
    /// <summary>More words are shown.</summary>
    Shown,

    /// <summary>It was heard; two recognitions do not agree on more words yet.</summary>
    Unchanged,

    /// <summary>Nobody spoke, or the text was rejected.</summary>
    Nothing,

    /// <summary>All workers had utterances to do, or one came for this worker.</summary>
    NoWorkerIdle,

    /// <summary>The utterance has ended, or a longer beginning of it was heard before.</summary>
    Late,

    /// <summary>Its sound could not be read, or the engine failed.</summary>
    Failed,
}
