using System.Net;
using CallSummary.Rtp.Security;

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

    /// <summary>
    /// Keys of the leg's SRTP and SRTCP (RFC 3711), or null for none. The same keys again keep their packet counts; with keys,
    /// packets that are not authentic are dropped before anything is learned from them, and nothing is sent in the clear.
    /// </summary>
    public SrtpKeys? Keys { get; init; }
}
