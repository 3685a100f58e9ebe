namespace CallSummary.Contracts;

/// <summary>The consent of a call changed. <see cref="ConsentState.Refused"/> and <see cref="ConsentState.Withdrawn"/> stop and erase everything.</summary>
public sealed record ConsentChanged
{
    /// <summary>Our id of the call.</summary>
    public required Guid CallId { get; init; }

    /// <summary>The tenant that owns the call.</summary>
    public required string TenantId { get; init; }

    /// <summary>The state from now on.</summary>
    public required ConsentState State { get; init; }

    /// <summary>When it changed.</summary>
    public required DateTimeOffset ChangedAt { get; init; }
}
