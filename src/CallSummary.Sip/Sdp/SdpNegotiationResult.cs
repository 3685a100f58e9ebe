namespace CallSummary.Sip.Sdp;

/// <summary>How an offer/answer exchange ended.</summary>
public enum SdpNegotiationResult
{
    Agreed,
    /// <summary>No usable audio m= line: 488.</summary>
    NoAudio,
    /// <summary>Audio, but no codec of ours: 488.</summary>
    NoCommonCodec,
    /// <summary>The answer does not fit the offer (m= lines differ): end the call.</summary>
    AnswerMismatch,
}
