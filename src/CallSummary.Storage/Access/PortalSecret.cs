namespace CallSummary.Storage.Access;

/// <summary>A secret that every portal process shares: keys that protect sign-in cookies, the push identity.</summary>
public sealed class PortalSecret
{
    /// <summary>What it is.</summary>
    public required string Name { get; init; }

    /// <summary>The secret, protected by the portal's key ring; or the ring itself.</summary>
    public required string Value { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
