namespace CallSummary.Sip.Messages;

/// <summary>Why bytes are not an acceptable SIP message.</summary>
public enum SipParseError
{
    None,
    Empty,
    MessageTooLarge,
    BadStartLine,
    /// <summary>Not SIP/2.0: answered with 505.</summary>
    BadVersion,
    HeaderTooLong,
    TooManyHeaders,
    BadHeader,
    MissingHeader,
    DuplicateHeader,
    BadContentLength,
    /// <summary>Content-Length promises more than arrived.</summary>
    BodyTruncated,
    BadRequestUri,
    BadVia,
    BadCSeq,
    /// <summary>The CSeq method differs from the request's.</summary>
    MethodMismatch,
    BadAddress,
    BadMaxForwards,
}
