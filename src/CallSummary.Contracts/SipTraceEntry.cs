namespace CallSummary.Contracts;

/// <summary>One SIP message between the gateway and a peer.</summary>
public sealed record SipTraceEntry
{
    /// <summary>Time since the call's INVITE.</summary>
    public required TimeSpan At { get; init; }

    /// <summary>The peer: the trunk it came by, or the trunk or host that was dialled.</summary>
    public required string Peer { get; init; }

    /// <summary>The gateway sent it; else the peer did.</summary>
    public required bool IsSent { get; init; }

    /// <summary>The method of the request, or of the request that it answers.</summary>
    public required string Method { get; init; }

    /// <summary>The status of a response; null for a request.</summary>
    public int? Status { get; init; }

    /// <summary>How it travelled: <c>udp</c>, <c>tcp</c>, <c>tls</c>.</summary>
    public required string Transport { get; init; }
}
