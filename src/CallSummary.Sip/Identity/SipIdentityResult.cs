namespace CallSummary.Sip.Identity;

/// <summary>What the check of an Identity header found.</summary>
public enum SipIdentityResult
{
    /// <summary>No Identity header: 428 where one is required.</summary>
    Missing,

    Verified,

    /// <summary>Unreadable, in the compact form, or of another algorithm than ES256: 438.</summary>
    Malformed,

    /// <summary>The certificate that it names is not in the store: 436.</summary>
    UnknownCertificate,

    /// <summary>The certificate is expired or of no authority that we believe: 437.</summary>
    UntrustedCertificate,

    /// <summary>The certificate may not sign for the caller's number (RFC 8226): 437.</summary>
    NoAuthority,

    /// <summary>The signature is wrong: 438.</summary>
    BadSignature,

    /// <summary>Signed too long ago, or in the future: 403, a replay.</summary>
    Stale,

    /// <summary>Signed for other numbers than the request's: 438.</summary>
    Mismatch,
}
