namespace CallSummary.Summarization.Risk;

/// <summary>A sign in a line.</summary>
/// <param name="Line">The line's number.</param>
/// <param name="Sign">Its name.</param>
/// <param name="Weight">What it weighs.</param>
/// <param name="Phrase">The words, as said.</param>
internal sealed record RiskFinding(int Line, string Sign, int Weight, string Phrase);
