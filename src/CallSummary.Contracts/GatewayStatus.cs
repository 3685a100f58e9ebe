namespace CallSummary.Contracts;

/// <summary>How a gateway does: published when something changes, and every ten seconds while nothing does.</summary>
public sealed record GatewayStatus
{
    /// <summary>Name of the gateway.</summary>
    public required string Instance { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Calls that ring or are up.</summary>
    public required int Calls { get; init; }

    /// <summary>The most it takes at once.</summary>
    public required int MaxCalls { get; init; }

    /// <summary>It takes no new calls and ends when the running ones have.</summary>
    public required bool IsDraining { get; init; }

    /// <summary>Its trunks; trunks of the console that it could not take are among them, with the problem.</summary>
    public required IReadOnlyList<TrunkStatus> Trunks { get; init; }

    /// <summary>Where it listens for SIP: transport, address and port, for example <c>udp 0.0.0.0:5060</c>; null from a gateway that does not tell.</summary>
    public IReadOnlyList<string>? Listeners { get; init; }

    /// <summary>Its routes in the order in which they are tried; null from a gateway that does not tell.</summary>
    public IReadOnlyList<RouteStatus>? Routes { get; init; }
}
