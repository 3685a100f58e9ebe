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

    /// <summary>Payload type for comfort noise that we send; null when not agreed.</summary>
    public int? SendComfortNoise { get; init; }

    /// <summary>Milliseconds of audio a packet that the peer wants to get.</summary>
    public required int PacketTime { get; init; }

    /// <summary>Our direction.</summary>
    public required SdpDirection Direction { get; init; }

    public bool CanSend => RemoteRtp is not null && Direction is SdpDirection.SendRecv or SdpDirection.SendOnly;

    /// <summary>Whether the peer will hear nothing from us by its own wish: it put us on hold (sendonly, inactive or 0.0.0.0).</summary>
    public bool IsHeldByPeer { get; init; }

    /// <summary>How the stream is keyed.</summary>
    public SdpSecurity Security { get; init; }

    /// <summary>Our key, for what we send; only with <see cref="SdpSecurity.Sdes"/>.</summary>
    public SdpCrypto? LocalCrypto { get; init; }

    /// <summary>The peer's key, for what it sends; only with <see cref="SdpSecurity.Sdes"/>.</summary>
    public SdpCrypto? RemoteCrypto { get; init; }

    /// <summary>What the peer's certificate must hash to; only with <see cref="SdpSecurity.Dtls"/>.</summary>
    public SdpFingerprint? RemoteFingerprint { get; init; }

    /// <summary>Our part in the DTLS handshake, active or passive; only with <see cref="SdpSecurity.Dtls"/>.</summary>
    public SdpSetup? Setup { get; init; }

    /// <summary>Whether RTCP goes over the RTP port (RFC 5761).</summary>
    public bool RtcpMux { get; init; }

    /// <summary>The stream's a=label (RFC 4574), as the peer gave it; null when absent.</summary>
    public string? Label { get; init; }
}
