namespace CallSummary.Sip.Transports;

/// <summary>What a TLS listener asks of the certificates of those who connect.</summary>
public enum SipPeerCertificates
{
    /// <summary>None is asked for.</summary>
    None,

    /// <summary>Asked for; who has none is let in, a bad one is refused.</summary>
    Allow,

    /// <summary>Mutual TLS: without a good one the handshake fails.</summary>
    Require,
}
