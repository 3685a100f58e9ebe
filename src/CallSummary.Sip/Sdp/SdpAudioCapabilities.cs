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

    /// <summary>Whether the stream may, must or must not be SRTP.</summary>
    public SdpSrtpPolicy Srtp { get; init; } = SdpSrtpPolicy.Off;

    /// <summary>The suites of a=crypto that we do, in order of preference: of <see cref="SdpCryptoSuites"/>.</summary>
    public IReadOnlyList<string> CryptoSuites { get; init; } = [SdpCryptoSuites.AesCm128HmacSha1Tag80];

    /// <summary>Our certificate's, when we do DTLS-SRTP; null: we do not. With <see cref="SdpSrtpPolicy.Require"/> it is offered instead of a=crypto.</summary>
    public SdpFingerprint? Fingerprint { get; init; }

    /// <summary>False: DTLS-SRTP is taken when the peer offers it, but our own offers have a=crypto.</summary>
    public bool OffersDtls { get; init; } = true;

    /// <summary>Our part in the DTLS association that is up, which a later offer does not turn round (RFC 8842 section 5.3); null when none is.</summary>
    public SdpSetup? DtlsRole { get; init; }

    /// <summary>Whether RTP and RTCP may share a port (RFC 5761).</summary>
    public bool RtcpMux { get; init; }

    /// <summary>Further a= lines of the stream, for example label.</summary>
    public IReadOnlyList<SdpAttribute> Attributes { get; init; } = [];

    /// <summary>
    /// Decides about an offered format where name and clock do not (packings of AMR, parameters of Opus): our side of it with the fmtp that
    /// we answer, or null. When not set, the first of <see cref="Codecs"/> with the same name and clock is taken, and the fmtp as offered.
    /// </summary>
    public Func<SdpCodec, SdpCodec?>? MatchCodec { get; init; }

    internal SdpCodec? Match(SdpCodec offered) =>
        MatchCodec is not null ? MatchCodec(offered) : Codecs.Any(offered.IsSameFormat) ? offered : null;
}
