using System.Net;

namespace CallSummary.Rtp.Receiving;

/// <summary>Takes a datagram; both arguments are used again for the next.</summary>
internal delegate void DatagramHandler(ReadOnlySpan<byte> datagram, SocketAddress from);
