namespace CallSummary.Rtp;

/// <summary>From where media may come besides the negotiated address.</summary>
public enum SourceLearning
{
    /// <summary>From nowhere else.</summary>
    Off,

    /// <summary>From another port of the negotiated address.</summary>
    SameAddress,

    /// <summary>From any address: a peer behind address translation.</summary>
    AnyAddress,
}
