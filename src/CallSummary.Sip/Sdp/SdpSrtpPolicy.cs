namespace CallSummary.Sip.Sdp;

/// <summary>Whether a stream may, must or must not be SRTP. What was agreed secure stays secure: there is no silent way back.</summary>
public enum SdpSrtpPolicy
{
    /// <summary>RTP/AVP is offered; a secure stream is refused.</summary>
    Off,

    /// <summary>RTP/AVP is offered; a secure stream is taken when the peer offers one, before a plain one beside it.</summary>
    Allow,

    /// <summary>A secure stream is offered; a plain one is refused.</summary>
    Require,
}
