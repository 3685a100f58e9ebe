namespace CallSummary.TestKit.Fuzz;

/// <summary>Something that reads bytes from strangers and must never throw.</summary>
/// <param name="Name">For the command line and for regression cases.</param>
/// <param name="Seeds">What is mutated: good and bad inputs, in a fixed order.</param>
/// <param name="Read">Reads one input; an exception is a finding.</param>
public sealed record FuzzTarget(string Name, IReadOnlyList<byte[]> Seeds, Action<byte[]> Read);
