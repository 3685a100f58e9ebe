namespace CallSummary.Sip.Identity;

/// <summary>What the originating carrier says about the caller's number (ATIS-1000074, 5.2.3). It never identifies who speaks.</summary>
public enum SipAttestation
{
    /// <summary>A: it knows the customer, and that the number is the customer's.</summary>
    Full,

    /// <summary>B: it knows the customer, not the number.</summary>
    Partial,

    /// <summary>C: it only knows where the call came in.</summary>
    Gateway,
}
