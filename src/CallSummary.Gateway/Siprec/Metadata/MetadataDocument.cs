namespace CallSummary.Gateway.Siprec.Metadata;

/// <summary>One <c>rs-metadata</c> document as it came (RFC 7865): a whole picture, or only what changed.</summary>
internal sealed record MetadataDocument
{
    /// <summary>Only what changed (RFC 7865 section 6.1); what it does not name stays as it was.</summary>
    public bool IsPartial { get; init; }

    /// <summary>Id that ties recording sessions of one conversation together, as after a transfer (RFC 7865 section 6.2); null when none.</summary>
    public string? GroupId { get; init; }

    /// <summary>In the order of the document.</summary>
    public IReadOnlyList<MetadataParticipant> Participants { get; init; } = [];

    public IReadOnlyList<MetadataStream> Streams { get; init; } = [];
}
