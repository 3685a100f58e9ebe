namespace CallSummary.Contracts;

/// <summary>A call's audio, text and summaries were erased; whoever holds a copy of anything drops it now.</summary>
public sealed record CallErased
{
    /// <summary>Our id of the call.</summary>
    public required Guid CallId { get; init; }

    /// <summary>The tenant that owned the call.</summary>
    public required string TenantId { get; init; }

    /// <summary>When it was erased.</summary>
    public required DateTimeOffset ErasedAt { get; init; }
}
