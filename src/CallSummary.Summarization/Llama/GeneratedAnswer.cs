namespace CallSummary.Summarization.Llama;

/// <summary>What the model wrote.</summary>
/// <param name="Text">The answer.</param>
/// <param name="PromptTokens">Tokens read.</param>
/// <param name="AnswerTokens">Tokens written.</param>
/// <param name="Complete">False when the limit cut the answer off.</param>
internal sealed record GeneratedAnswer(string Text, int PromptTokens, int AnswerTokens, bool Complete);
