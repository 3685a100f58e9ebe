namespace CallSummary.Contracts;

/// <summary>What became of a command to do part of a call's work again.</summary>
public enum RerunOutcome
{
    /// <summary>Not known to this version.</summary>
    Unknown = 0,

    /// <summary>The new version is the call's; the one before is kept.</summary>
    Done = 1,

    /// <summary>The call has no summary yet: its own work comes first.</summary>
    NotSummarized = 2,

    /// <summary>There is no such call any more, or its consent is gone.</summary>
    Gone = 3,

    /// <summary>No worker is configured with the engine or the model that was asked for.</summary>
    UnknownModel = 4,

    /// <summary>The model did not answer, or wrote nothing that could be used; what was there stays.</summary>
    ModelFailed = 5,

    /// <summary>There is no recording to recognise again.</summary>
    NoRecording = 6,
}
