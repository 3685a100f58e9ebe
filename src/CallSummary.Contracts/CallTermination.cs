namespace CallSummary.Contracts;

/// <summary>Why a call ended. Set once, by the gateway; the same word appears in logs, metrics, messages and the API.</summary>
public enum CallTermination
{
    /// <summary>Not known to this version.</summary>
    Unknown = 0,

    /// <summary>The caller sent BYE.</summary>
    CallerHungUp = 1,

    /// <summary>The callee sent BYE.</summary>
    CalleeHungUp = 2,

    /// <summary>The caller gave up before an answer (CANCEL, RFC 3261 section 9).</summary>
    Cancelled = 3,

    /// <summary>The callee was busy or declined (486, 600, 603).</summary>
    CalleeBusy = 4,

    /// <summary>Nobody answered in time (408, 480, or our own ring limit).</summary>
    NoAnswer = 5,

    /// <summary>The next hop refused or could not be reached (any other 4xx to 6xx, transport error).</summary>
    CalleeUnreachable = 6,

    /// <summary>No common codec, or the offer held no audio (488).</summary>
    NoCommonCodec = 7,

    /// <summary>No media arrived for the configured time.</summary>
    MediaTimeout = 8,

    /// <summary>The configured maximum duration was reached.</summary>
    MaximumDuration = 9,

    /// <summary>The gateway shut down while the call was up.</summary>
    GatewayShutdown = 10,

    /// <summary>The gateway died; this was found from the recording at the next start.</summary>
    GatewayCrashed = 11,

    /// <summary>A party refused to be recorded and the tenant's policy ends such calls.</summary>
    ConsentRefused = 12,

    /// <summary>A signalling error inside an established dialog (for example: no ACK, RFC 3261 section 13.3.1.4).</summary>
    SignallingFailure = 13,

    /// <summary>A recorder ended its recording session (SIPREC, RFC 7866): the conversation is over, who hung up is not told.</summary>
    RecordingEnded = 14,
}
