namespace CallSummary.Summarization.Transcripts;

/// <summary>What a message did to a call's progress.</summary>
internal enum ProgressOutcome
{
    /// <summary>The call's row is not there yet: try again.</summary>
    UnknownCall = 0,

    /// <summary>The utterance was stored; more are to come.</summary>
    Stored = 1,

    /// <summary>Nothing changed: it was known already, or the call still waits for utterances.</summary>
    Unchanged = 2,

    /// <summary>The transcript is as complete as it will be; its announcement is in the outbox.</summary>
    Transcribed = 3,

    /// <summary>Dropped: the transcript is closed, its lines are numbered and cited.</summary>
    TooLate = 4,

    /// <summary>Dropped: the call is erased or its consent is gone.</summary>
    Refused = 5,
}
