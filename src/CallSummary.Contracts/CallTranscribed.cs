namespace CallSummary.Contracts;

/// <summary>The transcript of an ended call is as complete as it will be: all utterances are in, or the deadline passed.</summary>
public sealed record CallTranscribed
{
    /// <summary>Our id of the call.</summary>
    public required Guid CallId { get; init; }

    /// <summary>The tenant that owns the call.</summary>
    public required string TenantId { get; init; }

    /// <summary>The utterances that did not arrive before the deadline; empty when the transcript is complete.</summary>
    public required IReadOnlyList<UtteranceKey> Missing { get; init; }
}
