namespace CallSummary.Storage.Reruns;

/// <summary>What is done again.</summary>
public enum RerunKind
{
    /// <summary>The summary, from the transcript that is there.</summary>
    Summary = 1,

    /// <summary>The transcript, from the recording, and then the summary.</summary>
    Transcript = 2,
}
