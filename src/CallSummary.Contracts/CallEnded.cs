namespace CallSummary.Contracts;

/// <summary>A call is over and its recording is complete. Says how many utterances exist, so that completion can be counted.</summary>
public sealed record CallEnded
{
    /// <summary>Our id of the call.</summary>
    public required Guid CallId { get; init; }

    /// <summary>The tenant that owns the call.</summary>
    public required string TenantId { get; init; }

    /// <summary>When the call ended.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>Length of the call from answer to end.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Why it ended.</summary>
    public required CallTermination Termination { get; init; }

    /// <summary>Number of utterances of the caller's leg.</summary>
    public required int CallerUtterances { get; init; }

    /// <summary>Number of utterances of the callee's leg.</summary>
    public required int CalleeUtterances { get; init; }

    /// <summary>How well each leg's sound arrived; null when it is not known (a call finished after a crash, or an older gateway).</summary>
    public IReadOnlyList<LegQuality>? Quality { get; init; }
}
