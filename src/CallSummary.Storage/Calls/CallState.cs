namespace CallSummary.Storage.Calls;

/// <summary>Where a call's work stands. It only moves down this list.</summary>
public enum CallState
{
    /// <summary>The call is up.</summary>
    InProgress = 0,

    /// <summary>It ended; utterances are still being transcribed.</summary>
    Ended = 1,

    /// <summary>The transcript is as complete as it will be; summaries are being written.</summary>
    Transcribed = 2,

    /// <summary>Every subscriber's summary is stored.</summary>
    Summarized = 3,

    /// <summary>Audio, text and summaries are gone; late messages about it are dropped.</summary>
    Erased = 4,
}
