namespace CallSummary.Contracts;

/// <summary>What the caller's carrier has signed about the caller's number (RFC 8224, SHAKEN). It says nothing of who speaks.</summary>
public enum CallerAttestation
{
    /// <summary>Not known to this version.</summary>
    Unknown = 0,

    /// <summary>A: the carrier knows the customer, and that the number is the customer's.</summary>
    Full = 1,

    /// <summary>B: the carrier knows the customer, not the number.</summary>
    Partial = 2,

    /// <summary>C: the carrier only knows where the call came in.</summary>
    Gateway = 3,

    /// <summary>Well signed, without a level.</summary>
    Signed = 4,

    /// <summary>There was a signature and it does not hold: forged, too old, for another call, or of a signer that we do not believe.</summary>
    Failed = 5,
}
