using System.Net;

namespace CallSummary.Rtp;

/// <summary>Where a peer wants its media, from its session description.</summary>
/// <param name="EndPoint">Address and port of RTP.</param>
/// <param name="Format">How its packets are encoded.</param>
public sealed record MediaRemote(IPEndPoint EndPoint, MediaFormat Format)
{
    /// <summary>Address and port of RTCP (RFC 3605), or null for the port after RTP's.</summary>
    public IPEndPoint? ControlEndPoint { get; init; }

    /// <summary>RTP and RTCP share a port (RFC 5761).</summary>
    public bool ControlOnSamePort { get; init; }
}
