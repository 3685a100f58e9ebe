using CallSummary.Summarization.Llama;
using CallSummary.Summarization.OpenAICompatible;
using Microsoft.SemanticKernel.ChatCompletion;

namespace CallSummary.Summarization.Summaries;

/// <summary>The language model that writes summaries, as Semantic Kernel sees it.</summary>
/// <param name="Chat">How it is asked.</param>
/// <param name="Name">Its name, for provenance.</param>
/// <param name="TakesTranscriptAlone">It was fine-tuned for this task and takes the bare lines; others need our instructions.</param>
/// <param name="MaxAnswerTokens">Longest answer; null leaves it to the engine.</param>
/// <param name="MaxCharacters">Longest part of a transcript, for a model that is not in this process.</param>
internal sealed record SummaryModel(IChatCompletionService Chat, string Name, bool TakesTranscriptAlone, int? MaxAnswerTokens, int MaxCharacters)
{
    /// <summary>The model in this process, which counts tokens and keeps contexts warm; null for a server.</summary>
    public LlamaModel? InProcess { get; init; }

    /// <summary>It tells its answer as it writes it.</summary>
    public bool Streams { get; init; }

    /// <summary>Budgets and circuit breaker of a server; null for the model in this process.</summary>
    public ServerGuard? Guard { get; init; }

    /// <summary>The server that has the model; null for the model in this process.</summary>
    public OpenAICompatibleServer? Server { get; init; }
}
