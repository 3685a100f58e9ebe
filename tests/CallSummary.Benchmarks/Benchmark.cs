namespace CallSummary.Benchmarks;

/// <summary>One measurement of the table of figures.</summary>
/// <param name="Id">Its id there, such as P3.</param>
/// <param name="Group">Runs together with others of this name, such as media.</param>
/// <param name="Description">What is measured, for the list.</param>
/// <param name="RunAsync">Measures; true asks for at most 60 seconds. Throws <see cref="WorkGateException"/> when the work itself was not done right.</param>
internal sealed record Benchmark(string Id, string Group, string Description, Func<bool, Task<IReadOnlyList<Figure>>> RunAsync);
