namespace CallSummary.Contracts;

/// <summary>A route of a gateway's configuration, without its secrets.</summary>
public sealed record RouteStatus
{
    /// <summary>The numbers that it is for, as configured.</summary>
    public required string Number { get; init; }

    /// <summary>The trunk whose calls it is for; null = of any.</summary>
    public string? Trunk { get; init; }

    /// <summary>What is done: <c>Bridge</c>, <c>Answer</c> or <c>Record</c>.</summary>
    public required string Action { get; init; }

    /// <summary>Where a bridged call goes: the trunk, or the next hop's address; null where nothing is dialled.</summary>
    public string? Target { get; init; }
}
