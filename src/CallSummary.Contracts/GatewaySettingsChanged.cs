namespace CallSummary.Contracts;

/// <summary>Tenants, trunks or numbers were changed in the console. A nudge: the database holds what they are now.</summary>
public sealed record GatewaySettingsChanged
{
    /// <summary>The tenant whose settings changed.</summary>
    public required string TenantId { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset ChangedAt { get; init; }
}
