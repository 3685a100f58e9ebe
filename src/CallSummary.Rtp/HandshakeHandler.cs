using System.Net;

namespace CallSummary.Rtp;

/// <summary>Takes a datagram of a DTLS handshake. Runs on the media thread: copy it and return.</summary>
/// <param name="datagram">The datagram; its buffer is used again.</param>
/// <param name="source">Where it came from.</param>
public delegate void HandshakeHandler(ReadOnlySpan<byte> datagram, IPEndPoint source);
