namespace CallSummary.Sip.Sdp;

/// <summary>Why bytes are not an acceptable session description.</summary>
public enum SdpParseError
{
    None,
    Empty,
    /// <summary>Over a cap of <see cref="SdpLimits"/>.</summary>
    TooLarge,
    BadLine,
    BadVersion,
    BadOrigin,
    BadConnection,
    BadMedia,
}
