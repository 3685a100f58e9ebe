namespace CallSummary.Rtp;

/// <summary>What a received packet carries.</summary>
public enum ReceivedPacketKind
{
    /// <summary>Sound in the negotiated codec.</summary>
    Audio,

    /// <summary>A DTMF event (RFC 4733). It counts in the stream's sequence but carries no sound.</summary>
    TelephoneEvent,

    /// <summary>How the pause sounds that begins here (RFC 3389). It counts in the stream's sequence but carries no sound.</summary>
    ComfortNoise,

    /// <summary>Another payload type. It counts in the stream's sequence but is not decoded.</summary>
    Other,
}
