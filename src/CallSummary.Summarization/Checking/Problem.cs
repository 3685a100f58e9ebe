namespace CallSummary.Summarization.Checking;

/// <summary>Why something that a model wrote is not shown.</summary>
internal enum Problem
{
    /// <summary>It is supported.</summary>
    None,

    /// <summary>It names no line, or one that does not exist.</summary>
    NoEvidence,

    /// <summary>A number, amount, time or day is not in the lines.</summary>
    Number,

    /// <summary>A name is not in the call.</summary>
    Name,

    /// <summary>It speaks of what the call does not speak of.</summary>
    Words,

    /// <summary>It is in a writing that the call does not use.</summary>
    Language,

    /// <summary>It is not what the schema or a sentence may be.</summary>
    Schema,
}
