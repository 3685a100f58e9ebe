namespace CallSummary.Rtp.Security;

/// <summary>The keys of a leg, one for each direction. They need not be of the same suite, though SDES makes them so.</summary>
/// <param name="Local">Protects what we send.</param>
/// <param name="Remote">Protects what the peer sends.</param>
public sealed record SrtpKeys(SrtpKey Local, SrtpKey Remote);
