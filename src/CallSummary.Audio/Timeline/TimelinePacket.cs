using CallSummary.Audio.Recordings;

namespace CallSummary.Audio.Timeline;

/// <summary>What the timeline needs to know of a received packet.</summary>
/// <param name="Ssrc">RTP synchronisation source.</param>
/// <param name="SequenceNumber">RTP sequence number.</param>
/// <param name="Timestamp">RTP timestamp, by the clock of <paramref name="Codec"/>.</param>
/// <param name="Codec">How the payload is encoded.</param>
/// <param name="Arrival">When it came, since the start of the call, by a monotonic clock.</param>
public readonly record struct TimelinePacket(uint Ssrc, ushort SequenceNumber, uint Timestamp, RecordedCodec Codec, TimeSpan Arrival);
