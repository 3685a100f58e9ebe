namespace CallSummary.Sip.Sdp;

/// <summary>How a stream is keyed.</summary>
public enum SdpSecurity
{
    /// <summary>Plain RTP.</summary>
    None,

    /// <summary>SRTP with keys in a=crypto (RFC 4568).</summary>
    Sdes,

    /// <summary>SRTP with keys from DTLS (RFC 5764).</summary>
    Dtls,
}
