using System.Net;
using CallSummary.Contracts;
using CallSummary.Gateway.Media;
using CallSummary.Gateway.Media.Dtls;
using CallSummary.Rtp;

namespace CallSummary.Gateway.Calls;

/// <summary>Opens the media legs of calls.</summary>
internal sealed class CallParties(MediaEngine engine, DtlsHandshakes handshakes, TimeProvider time)
{
    /// <summary>A party with an open media leg; null when ports or legs have run out.</summary>
    public CallParty? Open(Leg leg, IPAddress localAddress, MediaPolicy policy)
    {
        var sink = new PartySink(time);
        return engine.OpenLeg(sink, out var media) == OpenLegResult.Opened ? new CallParty(leg, media!, sink, localAddress, policy, handshakes) : null;
    }
}
