namespace CallSummary.Sip.Sdp;

/// <summary>An a= line (RFC 8866, 5.13): a flag when <see cref="Value"/> is null.</summary>
public readonly record struct SdpAttribute(string Name, string? Value = null);
