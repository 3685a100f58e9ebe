namespace CallSummary.Contracts;

/// <summary>Why a call has no summary, or why its summary is not the model's.</summary>
public enum SummaryFailure
{
    /// <summary>No failure.</summary>
    None = 0,

    /// <summary>No language model is configured or it could not be loaded.</summary>
    NoModel = 1,

    /// <summary>The transcript does not fit the model's context.</summary>
    ContextExceeded = 2,

    /// <summary>The model did not answer in time.</summary>
    Timeout = 3,

    /// <summary>The model's answer was not a summary (schema version 1), even after the repair.</summary>
    UnusableAnswer = 4,

    /// <summary>The engine or the server failed.</summary>
    EngineFailure = 5,

    /// <summary>Nothing was said: there is nothing to summarise.</summary>
    NothingSaid = 6,

    /// <summary>The model's answer was of another call than this one: neither its title nor its summary held what was said.</summary>
    Ungrounded = 7,

    /// <summary>The tenant's budget of model work was used up.</summary>
    OverBudget = 8,

    /// <summary>A reason that this version does not know.</summary>
    Unknown = 99,
}
