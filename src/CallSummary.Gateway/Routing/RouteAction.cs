namespace CallSummary.Gateway.Routing;

/// <summary>What a route does with a call.</summary>
public enum RouteAction
{
    /// <summary>Dial the next hop and stand between both parties (B2BUA).</summary>
    Bridge = 0,

    /// <summary>Answer, play the notice and record the caller: voicemail or personal memo.</summary>
    Answer = 1,
}
