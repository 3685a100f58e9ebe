using System.Text.RegularExpressions;

namespace CallSummary.Summarization.Risk;

/// <summary>Words by which callers who steal money give themselves away.</summary>
/// <param name="Name">As in <see cref="Contracts.RiskRaised.Sign"/>.</param>
/// <param name="Weight">How much it says on its own, 1 to 4.</param>
/// <param name="Asks">It asks for something that can be lost: without one, a call is at most suspicious.</param>
/// <param name="Pattern">The words.</param>
internal sealed record RiskSign(string Name, int Weight, bool Asks, Regex Pattern);
