namespace CallSummary.Gateway.Siprec.Metadata;

/// <summary>A media stream of the recorded conversation (RFC 7865 section 6.5).</summary>
/// <param name="Id">Its id in the metadata.</param>
/// <param name="Label">The <c>a=label</c> of its m= line (RFC 4574): a number or any word.</param>
internal sealed record MetadataStream(string Id, string Label);
