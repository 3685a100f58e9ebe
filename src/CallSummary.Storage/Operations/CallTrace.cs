using CallSummary.Contracts;

namespace CallSummary.Storage.Operations;

/// <summary>The SIP messages of a call, without numbers, names and bodies. Kept also for calls that were never answered, which have no other row.</summary>
public sealed class CallTrace
{
    /// <summary>The call.</summary>
    public required Guid CallId { get; init; }

    /// <summary>The tenant.</summary>
    public required string TenantId { get; init; }

    /// <summary>When its INVITE came.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The trunk it came by.</summary>
    public required string Trunk { get; init; }

    /// <summary>It was answered.</summary>
    public required bool Answered { get; init; }

    /// <summary>How it ended.</summary>
    public required CallTermination Termination { get; set; }

    /// <summary>JSON of a list of <see cref="SipTraceEntry"/>.</summary>
    public required string EntriesJson { get; set; }

    /// <summary>Messages over the cap, which are not in the list.</summary>
    public required int Omitted { get; set; }
}
