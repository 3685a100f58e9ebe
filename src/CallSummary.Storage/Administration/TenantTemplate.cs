namespace CallSummary.Storage.Administration;

/// <summary>How a tenant's summaries look, as chosen in the console. It stands before what the configuration says.</summary>
public sealed class TenantTemplate
{
    /// <summary>The tenant.</summary>
    public required string TenantId { get; init; }

    /// <summary>Name in the summaries' provenance.</summary>
    public required string Name { get; set; }

    /// <summary>The lists to show, comma-separated; empty = all.</summary>
    public string Sections { get; set; } = string.Empty;

    /// <summary>Most sentences of the summary.</summary>
    public int Sentences { get; set; } = 3;

    /// <summary>Most items of a list.</summary>
    public int MaxItems { get; set; } = 24;

    /// <summary>The tone, in words.</summary>
    public string Tone { get; set; } = string.Empty;

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset ChangedAt { get; set; }
}
