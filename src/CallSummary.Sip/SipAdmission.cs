namespace CallSummary.Sip;

/// <summary>What happens to a request, decided before it is read.</summary>
public enum SipAdmission
{
    /// <summary>Read and handled.</summary>
    Accept,

    /// <summary>Answered with <see cref="SipStackOptions.RefusalStatus"/>: small, once a request, to the packet's source, a few times a second at most. Nothing is kept.</summary>
    Refuse,

    /// <summary>Dropped without a word. A connection is closed.</summary>
    Drop,
}
