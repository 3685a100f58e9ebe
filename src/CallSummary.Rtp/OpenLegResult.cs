namespace CallSummary.Rtp;

/// <summary>How opening a leg ended.</summary>
public enum OpenLegResult
{
    /// <summary>The leg is open.</summary>
    Opened,

    /// <summary>No port pair of the range could be bound: widen the range, or refuse the call (503).</summary>
    NoFreePort,

    /// <summary><see cref="MediaEngineOptions.MaxLegs"/> are open: refuse the call (503).</summary>
    TooManyLegs,

    /// <summary>The engine is stopping.</summary>
    Stopped,
}
