namespace CallSummary.TestKit.Fuzz;

/// <summary>An input that made a target throw.</summary>
/// <param name="Target">The target.</param>
/// <param name="Seed">The case: <see cref="Fuzzer.CaseOf"/> makes the same bytes from it.</param>
/// <param name="Exception">What it threw.</param>
public sealed record FuzzFailure(string Target, int Seed, Exception Exception);
