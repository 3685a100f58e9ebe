using LLama.Native;

namespace CallSummary.Summarization.Llama;

/// <summary>A prompt to answer.</summary>
/// <param name="Prompt">Tokens, with the beginning-of-text token where the model wants one.</param>
/// <param name="Grammar">GBNF with the rule <c>root</c>, or null.</param>
/// <param name="MaxTokens">Longest answer.</param>
/// <param name="ContextKey">Names the warm context that holds the prompt's beginning, and keeps it afterwards; null for none.</param>
/// <param name="OnText">Told of the answer piece by piece, on the engine's thread: it must return at once.</param>
internal sealed record GenerationRequest(LLamaToken[] Prompt, string? Grammar, int MaxTokens, string? ContextKey = null, Action<string>? OnText = null);
