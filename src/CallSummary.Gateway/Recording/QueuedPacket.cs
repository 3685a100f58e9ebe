using CallSummary.Audio.Timeline;
using CallSummary.Contracts;

namespace CallSummary.Gateway.Recording;

/// <summary>A packet on its way from the media engine to the disk; the payload lies in a block that is used again.</summary>
internal readonly ref struct QueuedPacket(Leg leg, TimelinePacket packet, ReadOnlySpan<byte> payload)
{
    public Leg Leg { get; } = leg;

    public TimelinePacket Packet { get; } = packet;

    public ReadOnlySpan<byte> Payload { get; } = payload;
}
