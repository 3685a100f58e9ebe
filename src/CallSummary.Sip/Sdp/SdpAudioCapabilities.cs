using System.Net;

namespace CallSummary.Sip.Sdp;

/// <summary>What our side can do with audio, and where it listens.</summary>
public sealed record SdpAudioCapabilities
{
    /// <summary>The address that goes into c=.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>The RTP port, 1 to 65535.</summary>
    public required int Port { get; init; }

    /// <summary>Codecs in order of preference, telephone-event included where wanted.</summary>
    public IReadOnlyList<SdpCodec> Codecs { get; init; } = [SdpCodec.Pcmu, SdpCodec.Pcma, SdpCodec.TelephoneEvent];

    /// <summary>What we want: an answer narrows it to what the offer allows.</summary>
    public SdpDirection Direction { get; init; } = SdpDirection.SendRecv;

    /// <summary>Packet time in milliseconds.</summary>
    public int PacketTime { get; init; } = 20;
}
