namespace CallSummary.Rtp;

/// <summary>What a received packet carries.</summary>
public enum ReceivedPacketKind
{
    /// <summary>Sound in the negotiated codec.</summary>
    Audio,

    /// <summary>A DTMF event (RFC 4733). It counts in the stream's sequence but carries no sound.</summary>
    TelephoneEvent,

    /// <summary>Another payload type, such as comfort noise. It counts in the stream's sequence but is not decoded.</summary>
    Other,
}
