namespace CallSummary.Contracts;

/// <summary>Whether a next hop answers.</summary>
public sealed record HopStatus
{
    /// <summary>Its SIP URI.</summary>
    public required string Uri { get; init; }

    /// <summary>It answers, as far as is known.</summary>
    public required bool IsUp { get; init; }
}
