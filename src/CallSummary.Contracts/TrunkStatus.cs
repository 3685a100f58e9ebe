namespace CallSummary.Contracts;

/// <summary>How a trunk does at one gateway.</summary>
public sealed record TrunkStatus
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The tenant that owns it.</summary>
    public required string TenantId { get; init; }

    /// <summary>It was made in the console; false: it is in the gateway's configuration.</summary>
    public required bool IsFromConsole { get; init; }

    /// <summary>Why the gateway did not take it; null when it did.</summary>
    public string? Problem { get; init; }

    /// <summary>Its calls that ring or are up.</summary>
    public required int Calls { get; init; }

    /// <summary>The most it may have at once; 0 = no limit of its own.</summary>
    public required int MaxCalls { get; init; }

    /// <summary>Its next hops, in order of preference.</summary>
    public required IReadOnlyList<HopStatus> Hops { get; init; }

    /// <summary>Whether its carrier has our registration; null when it wants none.</summary>
    public bool? IsRegistered { get; init; }

    /// <summary>Calls of it turned away since the gateway started.</summary>
    public required long Refused { get; init; }

    /// <summary>SIP status of the last one turned away.</summary>
    public int? LastRefusal { get; init; }

    /// <summary>Why, in a word or two.</summary>
    public string? LastRefusalReason { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset? LastRefusalAt { get; init; }
}
