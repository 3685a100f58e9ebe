namespace CallSummary.Storage.Support;

/// <summary>Something that a person of the console did: who, when, from where, to whose call, and why. Never changed, kept when the call is erased.</summary>
public sealed class AuditEntry
{
    /// <summary>Id (UUIDv7): entries sort by it.</summary>
    public required Guid Id { get; init; }

    /// <summary>The tenant.</summary>
    public required string TenantId { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who.</summary>
    public required string Who { get; init; }

    /// <summary>From which network address.</summary>
    public required string Address { get; init; }

    /// <summary>What, in one word, for example <c>call.opened</c>.</summary>
    public required string Action { get; init; }

    /// <summary>To what, where it is not a call.</summary>
    public string? Target { get; init; }

    /// <summary>The call, if it is about one.</summary>
    public Guid? CallId { get; init; }

    /// <summary>The caller's number if a subscriber, who may see this entry.</summary>
    public string? CallerSubscriber { get; init; }

    /// <summary>The callee's number if a subscriber, who may see this entry.</summary>
    public string? CalleeSubscriber { get; init; }

    /// <summary>Why, in the person's words.</summary>
    public string? Reason { get; init; }

    /// <summary>The ticket.</summary>
    public string? Ticket { get; init; }
}
