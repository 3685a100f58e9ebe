namespace CallSummary.Sip.Sdp;

/// <summary>How an offer/answer exchange ended.</summary>
public enum SdpNegotiationResult
{
    Agreed,
    /// <summary>No usable audio m= line: 488.</summary>
    NoAudio,
    /// <summary>Audio, but no codec of ours: 488.</summary>
    NoCommonCodec,
    /// <summary>Audio, but plain where SRTP is required, secure where it is off, or no common way to key it: 488.</summary>
    NoCommonSecurity,
    /// <summary>The answer does not fit the offer (m= lines differ): end the call.</summary>
    AnswerMismatch,
}
