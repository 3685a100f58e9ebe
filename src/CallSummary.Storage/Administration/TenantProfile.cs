namespace CallSummary.Storage.Administration;

/// <summary>A tenant as the console keeps it. Gateways take what is not in their own configuration.</summary>
public sealed class TenantProfile
{
    /// <summary>The tenant's id.</summary>
    public required string TenantId { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; set; }

    /// <summary>IANA time zone of its calls.</summary>
    public string TimeZone { get; set; } = "Asia/Seoul";

    /// <summary>Language of the notice (ISO 639-1).</summary>
    public string NoticeLanguage { get; set; } = "ko";

    /// <summary>Language that recognition is fixed to (ISO 639-1); empty = detected.</summary>
    public string Language { get; set; } = string.Empty;

    /// <summary>Changed with every change of the tenant, its trunks and its numbers: gateways compare it.</summary>
    public Guid Version { get; set; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset ChangedAt { get; set; }
}
