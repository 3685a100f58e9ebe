using System.Net;
using CallSummary.Sip.Sdp;

namespace CallSummary.Gateway.Media;

/// <summary>What may be agreed on with a peer.</summary>
/// <param name="Codecs">In the order in which we offer them.</param>
/// <param name="Srtp">Whether its media may, must or must not be SRTP.</param>
/// <param name="IsOrdered">Our order decides, not the offerer's.</param>
internal sealed record MediaPolicy(IReadOnlyList<SdpCodec> Codecs, SdpSrtpPolicy Srtp, bool IsOrdered)
{
    /// <summary>RFC 4568 first, for that is what telephones have; then RFC 7714.</summary>
    private static readonly string[] Suites =
        [SdpCryptoSuites.AesCm128HmacSha1Tag80, SdpCryptoSuites.AeadAes256Gcm, SdpCryptoSuites.AeadAes128Gcm, SdpCryptoSuites.AesCm128HmacSha1Tag32];

    /// <summary>All that we have, for a next hop that is no trunk; it is offered plain RTP.</summary>
    public static MediaPolicy Default { get; } = new(MediaFormats.Offered, SdpSrtpPolicy.Allow, IsOrdered: false);

    /// <summary>The named codecs in this order, telephone-event last; none named: all, in the offerer's order.</summary>
    public static MediaPolicy Of(IEnumerable<string> names, SdpSrtpPolicy srtp)
    {
        SdpCodec[] codecs = [.. names.Select(MediaFormats.Find).OfType<SdpCodec>()];
        return codecs.Length == 0
            ? Default with { Srtp = srtp }
            : new MediaPolicy([.. codecs, .. MediaFormats.Offered.Where(c => c.IsTelephoneEvent)], srtp, IsOrdered: true);
    }

    /// <summary>Where SRTP is required, what goes out offers keys from DTLS, not keys in SDP.</summary>
    public bool OffersDtls { get; init; }

    /// <summary>All that we would do.</summary>
    /// <param name="address">Our address.</param>
    /// <param name="port">Our RTP port.</param>
    /// <param name="fingerprint">Of our DTLS certificate; null: DTLS-SRTP is not possible.</param>
    public SdpAudioCapabilities Capabilities(IPAddress address, int port, SdpFingerprint? fingerprint) => new()
    {
        Address = address,
        Port = port,
        Codecs = Codecs,
        Srtp = Srtp,
        CryptoSuites = Suites,
        Fingerprint = fingerprint,
        OffersDtls = OffersDtls,
        RtcpMux = true,
    };

    /// <summary>For an answer with one codec: a peer that may switch at will would need a decoder for each packet.</summary>
    public SdpAudioCapabilities Single(IPAddress address, int port, SdpFingerprint? fingerprint, SdpCodec? chosen = null) => Capabilities(address, port, fingerprint) with
    {
        MatchCodec = offered =>
        {
            if (Codecs.FirstOrDefault(offered.IsSameFormat) is not { } ours)
            {
                return null;
            }

            if (ours.IsTelephoneEvent)
            {
                return offered;
            }

            chosen ??= ours;
            return chosen.IsSameFormat(offered) ? offered : null;
        },
    };

    /// <summary>The codec to answer an offer with.</summary>
    public SdpCodec Choose(SdpAgreedAudio common) => IsOrdered
        ? Codecs.First(c => !c.IsTelephoneEvent && common.ReceiveCodecs.Any(c.IsSameFormat))
        : Codecs.First(common.SendCodec.IsSameFormat);
}
