namespace CallSummary.Contracts;

/// <summary>A <see cref="RetranscribeCall"/> gave nothing; the call keeps the transcript that it has.</summary>
public sealed record RetranscriptionFailed
{
    /// <summary>The command.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>Our id of the call.</summary>
    public required Guid CallId { get; init; }

    /// <summary>The tenant that owns the call.</summary>
    public required string TenantId { get; init; }

    /// <summary>Why.</summary>
    public required RerunOutcome Outcome { get; init; }
}
