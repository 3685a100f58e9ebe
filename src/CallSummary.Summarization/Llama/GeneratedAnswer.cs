namespace CallSummary.Summarization.Llama;

/// <summary>What the model wrote.</summary>
/// <param name="Text">The answer.</param>
/// <param name="PromptTokens">Tokens of the prompt.</param>
/// <param name="WarmTokens">Of these, tokens that were read before.</param>
/// <param name="AnswerTokens">Tokens written.</param>
/// <param name="Complete">False when the limit, or the model's repeating itself, cut the answer off.</param>
internal sealed record GeneratedAnswer(string Text, int PromptTokens, int WarmTokens, int AnswerTokens, bool Complete)
{
    /// <summary>From the question until its prompt was read, waiting for a place included.</summary>
    public TimeSpan PromptRead { get; init; }

    /// <summary>From the question to the first text.</summary>
    public TimeSpan FirstText { get; init; }

    /// <summary>From the question to the last token.</summary>
    public TimeSpan Written { get; init; }
}
