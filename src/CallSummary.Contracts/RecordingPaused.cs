namespace CallSummary.Contracts;

/// <summary>A running call's recording was paused, or goes on again. What was said in between is nowhere.</summary>
public sealed record RecordingPaused
{
    /// <summary>Our id of the call.</summary>
    public required Guid CallId { get; init; }

    /// <summary>The tenant that owns the call.</summary>
    public required string TenantId { get; init; }

    /// <summary>True from the moment it is paused, false when it goes on.</summary>
    public required bool IsPaused { get; init; }

    /// <summary>All pauses of the call so far; the last is open while it is paused.</summary>
    public required IReadOnlyList<RecordingPause> Pauses { get; init; }
}
