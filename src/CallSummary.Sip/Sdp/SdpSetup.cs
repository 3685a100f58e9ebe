namespace CallSummary.Sip.Sdp;

/// <summary>Who begins the DTLS handshake (RFC 4145, 4).</summary>
public enum SdpSetup
{
    /// <summary>Either: the answerer chooses.</summary>
    ActPass,

    /// <summary>The author of the line begins.</summary>
    Active,

    /// <summary>The author of the line waits.</summary>
    Passive,
}
