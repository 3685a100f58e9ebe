namespace CallSummary.Gateway.Siprec.Metadata;

/// <summary>A person of the recorded conversation (RFC 7865 section 6.4).</summary>
internal sealed record MetadataParticipant
{
    public required string Id { get; init; }

    /// <summary>Its address as written; null when this document says none.</summary>
    public string? Address { get; init; }

    /// <summary>Says of itself that it placed the call (vendors' extension); null when it says nothing.</summary>
    public bool? IsCaller { get; init; }

    /// <summary>Ids of the streams that carry what it says; null when this document says nothing about them.</summary>
    public IReadOnlyList<string>? Sends { get; init; }

    /// <summary>It has left (disassociate-time): what it sent belongs to nobody any more. Null when this document says nothing.</summary>
    public bool? HasLeft { get; init; }
}
