namespace CallSummary.Rtp.Security;

/// <summary>What the protection says of a packet.</summary>
internal enum SrtpVerdict
{
    /// <summary>Authentic and new; deciphered in place.</summary>
    Good,

    /// <summary>Authentic perhaps, but seen before or too old to tell.</summary>
    Replayed,

    /// <summary>Not made with the peer's key.</summary>
    NotAuthentic,

    /// <summary>No RTP or RTCP at all.</summary>
    Malformed,
}
