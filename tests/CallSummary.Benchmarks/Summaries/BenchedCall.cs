namespace CallSummary.Benchmarks.Summaries;

/// <summary>A question to a model whose answer is known.</summary>
/// <param name="Messages">What it reads.</param>
/// <param name="Answer">What it must write.</param>
/// <param name="Lines">Lines of the call, which the schema may cite.</param>
internal sealed record BenchedCall(IReadOnlyList<(string Role, string Text)> Messages, string Answer, int Lines);
