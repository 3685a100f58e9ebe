using System.Net;
using CallSummary.Contracts;
using CallSummary.Gateway.Media;
using CallSummary.Gateway.Media.Dtls;
using CallSummary.Rtp;
using Microsoft.Extensions.Options;

namespace CallSummary.Gateway.Calls;

/// <summary>Opens the media legs of calls.</summary>
internal sealed class CallParties(MediaEngine engine, DtlsHandshakes handshakes, IOptions<GatewayOptions> options, TimeProvider time)
{
    private readonly int _maxTranscodings = options.Value.Media.MaxTranscodings is > 0 and var most ? most : 100 * Environment.ProcessorCount;

    /// <summary>A party with an open media leg; null when ports or legs have run out.</summary>
    public CallParty? Open(Leg leg, IPAddress localAddress, MediaPolicy policy, LegPlacement placement)
    {
        var sink = new PartySink(time);
        var allowed = engine.Transcodings < _maxTranscodings ? policy : policy with { IsSameOnly = true };
        return engine.OpenLeg(sink, placement, out var media) == OpenLegResult.Opened ? new CallParty(leg, media!, sink, localAddress, allowed, handshakes) : null;
    }
}
