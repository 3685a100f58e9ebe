using CallSummary.Rtp.Packets;

namespace CallSummary.Rtp.Receiving;

/// <summary>Takes a datagram.</summary>
/// <param name="datagram">May be changed in place; used again for the next.</param>
/// <param name="source">Where it came from.</param>
/// <param name="timestamp">When: <see cref="TimeProvider.GetTimestamp"/>.</param>
internal delegate void DatagramHandler(Span<byte> datagram, SourceKey source, long timestamp);
