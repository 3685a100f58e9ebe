namespace CallSummary.Gateway.Routing;

/// <summary>What a route does with a call.</summary>
public enum RouteAction
{
    /// <summary>Dial the next hop and stand between both parties (B2BUA).</summary>
    Bridge = 0,

    /// <summary>Answer, play the notice and record the caller: voicemail or personal memo.</summary>
    Answer = 1,

    /// <summary>
    /// Take the call for a recorder's that sends no SIPREC metadata: media are received and recorded, nothing is sent. Who speaks is read
    /// from its headers. Recorders that speak SIPREC need no route.
    /// </summary>
    Record = 2,
}
