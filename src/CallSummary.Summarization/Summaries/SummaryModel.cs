using Microsoft.SemanticKernel.ChatCompletion;

namespace CallSummary.Summarization.Summaries;

/// <summary>The language model that writes summaries, as Semantic Kernel sees it.</summary>
/// <param name="Chat">How it is asked.</param>
/// <param name="Name">Its name, for provenance.</param>
/// <param name="TakesTranscriptAlone">It was fine-tuned for this task and takes the bare lines; others need our instructions.</param>
/// <param name="MaxAnswerTokens">Longest answer; null leaves it to the engine.</param>
/// <param name="MaxCharacters">Longest transcript.</param>
internal sealed record SummaryModel(IChatCompletionService Chat, string Name, bool TakesTranscriptAlone, int? MaxAnswerTokens, int MaxCharacters);
