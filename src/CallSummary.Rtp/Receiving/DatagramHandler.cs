using System.Net;

namespace CallSummary.Rtp.Receiving;

/// <summary>Takes a datagram, and may change it in place; both arguments are used again for the next.</summary>
internal delegate void DatagramHandler(Span<byte> datagram, SocketAddress from);
