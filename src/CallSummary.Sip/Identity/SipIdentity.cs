namespace CallSummary.Sip.Identity;

/// <summary>The outcome of <see cref="SipIdentityVerifier.VerifyAsync"/>.</summary>
/// <param name="Result">What was found.</param>
/// <param name="Attestation">Only when verified, and where the token has one.</param>
/// <param name="OriginatingNumber">The signed caller's number, digits only; only when verified.</param>
/// <param name="OriginId">The signed origin (SHAKEN's origid), for tracing; only when verified.</param>
public sealed record SipIdentity(SipIdentityResult Result, SipAttestation? Attestation = null, string? OriginatingNumber = null, string? OriginId = null)
{
    /// <summary>The status that refuses such a request where policy says so (RFC 8224, 6.2.2); null when verified.</summary>
    public int? RefusalStatus => Result switch
    {
        SipIdentityResult.Verified => null,
        SipIdentityResult.Missing => 428,
        SipIdentityResult.UnknownCertificate => 436,
        SipIdentityResult.UntrustedCertificate or SipIdentityResult.NoAuthority => 437,
        SipIdentityResult.Stale => 403,
        _ => 438,
    };
}
