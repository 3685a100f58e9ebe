namespace CallSummary.Rtp.Receiving;

/// <summary>What the source check says of a packet.</summary>
internal enum LatchVerdict
{
    /// <summary>From the leg's source.</summary>
    Accepted,

    /// <summary>From the leg's source, which has just been settled or has changed.</summary>
    Locked,

    /// <summary>From somewhere else, or not yet proved.</summary>
    WrongSource,
}
