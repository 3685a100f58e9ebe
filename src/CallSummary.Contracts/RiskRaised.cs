namespace CallSummary.Contracts;

/// <summary>
/// A running call began to look like voice phishing, or looks more so than before: published once a level, while there is still time
/// to act. The summary's own risk is written after the call and may differ.
/// </summary>
public sealed record RiskRaised
{
    /// <summary>Our id of the call.</summary>
    public required Guid CallId { get; init; }

    /// <summary>The tenant that owns the call.</summary>
    public required string TenantId { get; init; }

    /// <summary>The level from now on; it never falls during a call.</summary>
    public required RiskLevel Level { get; init; }

    /// <summary>The words that raised it, as said.</summary>
    public required string Phrase { get; init; }

    /// <summary>What kind of sign they are, in snake case: <c>authority</c>, <c>safe_account</c>, <c>transfer</c>, <c>secret</c>, <c>credentials</c>, <c>remote_control</c>, <c>threat</c>, <c>isolation</c>, <c>gift_card</c>, <c>loan</c>, <c>kin</c>.</summary>
    public required string Sign { get; init; }

    /// <summary>The leg that said them.</summary>
    public required Leg Leg { get; init; }

    /// <summary>Sequence of the utterance that holds them.</summary>
    public required int Sequence { get; init; }

    /// <summary>Start of that utterance on the call's timeline.</summary>
    public required TimeSpan Offset { get; init; }

    /// <summary>When it was found.</summary>
    public required DateTimeOffset RaisedAt { get; init; }
}
