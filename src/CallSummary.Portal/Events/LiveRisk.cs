using CallSummary.Contracts;

namespace CallSummary.Portal.Events;

/// <summary>A sign of fraud in a call that still runs.</summary>
internal sealed record LiveRisk
{
    /// <summary><c>suspicious</c> or <c>dangerous</c>.</summary>
    public required RiskLevel Level { get; init; }

    /// <summary>The words that raised it, as said.</summary>
    public required string Phrase { get; init; }

    /// <summary>What kind of sign they are, for example <c>safe_account</c>.</summary>
    public required string Sign { get; init; }

    /// <summary><c>me</c> or <c>other</c>, from the reader's view: who said them.</summary>
    public required string Speaker { get; init; }

    /// <summary>When they were said, in seconds from the start of the recording.</summary>
    public required double Start { get; init; }
}
