using CallSummary.Audio.Timeline;
using CallSummary.Contracts;

namespace CallSummary.Gateway.Recording;

/// <summary>A packet on its way from the media engine to the disk; the buffer belongs to the pool.</summary>
internal readonly record struct QueuedPacket(Leg Leg, TimelinePacket Packet, byte[] Buffer, int Length)
{
    public ReadOnlySpan<byte> Payload => Buffer.AsSpan(0, Length);
}
