namespace CallSummary.Summarization.Llama;

/// <summary>What the generator may hold.</summary>
/// <param name="Places">Answers in one batch.</param>
/// <param name="Queue">Answers that wait.</param>
/// <param name="WarmContexts">Live calls whose context is kept.</param>
/// <param name="WarmTokens">Tokens of these together.</param>
/// <param name="Beginnings">Beginnings that many prompts share, kept for good.</param>
/// <param name="CanRewind">The model's memory can forget its last tokens: not so for recurrent states.</param>
/// <param name="CanFork">Sequences share one pool of cells, so that one can begin with another's. llama.cpp ends the process when that is tried without.</param>
internal sealed record GeneratorLimits(int Places, int Queue, int WarmContexts, int WarmTokens, int Beginnings, bool CanRewind, bool CanFork);
