namespace CallSummary.Contracts;

/// <summary>Which engine wrote a summary. The reader is always told.</summary>
public enum SummaryEngine
{
    /// <summary>Not known to this version.</summary>
    Unknown = 0,

    /// <summary>A language model, checked against the transcript.</summary>
    Llm = 1,

    /// <summary>Sentences taken from the transcript as they are, because no model's answer was usable.</summary>
    Extractive = 2,
}
