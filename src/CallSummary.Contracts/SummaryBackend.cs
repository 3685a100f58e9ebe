namespace CallSummary.Contracts;

/// <summary>A kind of engine that can be asked for when a call is summarised again.</summary>
public enum SummaryBackend
{
    /// <summary>Not known to this version; never sent.</summary>
    Unknown = 0,

    /// <summary>The GGUF model in the summarization process.</summary>
    Llama = 1,

    /// <summary>The server with the OpenAI chat interface that is configured.</summary>
    OpenAICompatible = 2,

    /// <summary>No model: sentences and facts of the transcript as they are.</summary>
    Extractive = 3,
}
