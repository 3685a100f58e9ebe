using System.Net;

namespace CallSummary.Sip.Sdp;

/// <summary>The audio stream that an offer and its answer agree on, from our view.</summary>
public sealed record SdpAgreedAudio
{
    /// <summary>The index of the m= line.</summary>
    public required int MediaIndex { get; init; }

    /// <summary>Where to send RTP; null when the peer gave a host name or 0.0.0.0.</summary>
    public required IPEndPoint? RemoteRtp { get; init; }

    /// <summary>Where to send RTCP (a=rtcp, RFC 3605; else RTP port + 1); null as <see cref="RemoteRtp"/>.</summary>
    public IPEndPoint? RemoteRtcp { get; init; }

    /// <summary>What we send: the peer's payload type number.</summary>
    public required SdpCodec SendCodec { get; init; }

    /// <summary>What we told the peer to send us: our payload type number for the same format.</summary>
    public required SdpCodec ReceiveCodec { get; init; }

    /// <summary>All audio formats that the peer may send, by our payload types.</summary>
    public required IReadOnlyList<SdpCodec> ReceiveCodecs { get; init; }

    /// <summary>Payload type for DTMF events that we send; null when not agreed.</summary>
    public int? SendTelephoneEvent { get; init; }

    /// <summary>Payload type on which DTMF events arrive; null when not agreed.</summary>
    public int? ReceiveTelephoneEvent { get; init; }

    /// <summary>Milliseconds of audio a packet that the peer wants to get.</summary>
    public required int PacketTime { get; init; }

    /// <summary>Our direction.</summary>
    public required SdpDirection Direction { get; init; }

    public bool CanSend => RemoteRtp is not null && Direction is SdpDirection.SendRecv or SdpDirection.SendOnly;

    /// <summary>Whether the peer will hear nothing from us by its own wish: it put us on hold (sendonly, inactive or 0.0.0.0).</summary>
    public bool IsHeldByPeer { get; init; }
}
