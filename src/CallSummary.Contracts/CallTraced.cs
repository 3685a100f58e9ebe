namespace CallSummary.Contracts;

/// <summary>The SIP messages of a call that is over, answered or not: who sent what when. No numbers, names, addresses of parties, credentials or bodies.</summary>
public sealed record CallTraced
{
    /// <summary>Our id of the call.</summary>
    public required Guid CallId { get; init; }

    /// <summary>The tenant that owns the call.</summary>
    public required string TenantId { get; init; }

    /// <summary>When its INVITE came.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The trunk it came by.</summary>
    public required string Trunk { get; init; }

    /// <summary>It was answered.</summary>
    public required bool Answered { get; init; }

    /// <summary>How it ended.</summary>
    public required CallTermination Termination { get; init; }

    /// <summary>The messages in order, at most 200.</summary>
    public required IReadOnlyList<SipTraceEntry> Entries { get; init; }

    /// <summary>Messages that did not fit.</summary>
    public required int Omitted { get; init; }
}
