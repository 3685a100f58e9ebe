namespace CallSummary.Portal.Administration;

/// <summary>One line of a file of numbers.</summary>
internal sealed record NumberLine(int Line, string First, string Last, string Note);
