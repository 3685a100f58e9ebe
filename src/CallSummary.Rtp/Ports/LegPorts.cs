using CallSummary.Rtp.Batching;

namespace CallSummary.Rtp.Ports;

/// <summary>Where a leg's datagrams come and go.</summary>
/// <param name="Rtp">RTP, and RTCP when the peer wants both on one port.</param>
/// <param name="Control">RTCP.</param>
/// <param name="Number">The RTP port's number; RTCP is on the next.</param>
/// <param name="Shard">Who serves them, or null on the portable path.</param>
/// <param name="IsShared">Other legs use the same ports.</param>
internal sealed record LegPorts(MediaPort Rtp, MediaPort Control, int Number, MediaShard? Shard, bool IsShared);
