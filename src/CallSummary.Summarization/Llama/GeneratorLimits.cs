namespace CallSummary.Summarization.Llama;

/// <summary>What the generator may hold.</summary>
/// <param name="Places">Answers in one batch.</param>
/// <param name="Queue">Answers that wait.</param>
/// <param name="WarmContexts">Live calls whose context is kept.</param>
/// <param name="WarmTokens">Tokens of these together.</param>
/// <param name="CanRewind">The model's memory can forget its last tokens: not so for recurrent states.</param>
internal sealed record GeneratorLimits(int Places, int Queue, int WarmContexts, int WarmTokens, bool CanRewind);
