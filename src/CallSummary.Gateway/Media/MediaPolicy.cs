using System.Net;
using CallSummary.Audio.Recordings;
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
    public static MediaPolicy Default { get; } = new([.. WireCodecs.Available.Select(c => c.Sdp)], SdpSrtpPolicy.Allow, IsOrdered: false);

    /// <summary>The named codecs in this order; none named, or none of them on this machine: all, in the offerer's order.</summary>
    public static MediaPolicy Of(IEnumerable<string> names, SdpSrtpPolicy srtp)
    {
        SdpCodec[] codecs = [.. names.SelectMany(n => Default.Codecs.Where(c => c.Name.Equals(n, StringComparison.OrdinalIgnoreCase))).Distinct()];
        return codecs.Length == 0 ? Default with { Srtp = srtp } : new MediaPolicy(codecs, srtp, IsOrdered: true);
    }

    /// <summary>Only what the other party has may be offered, so that nothing need be transcoded.</summary>
    public bool IsSameOnly { get; init; }

    /// <summary>Where SRTP is required, what goes out offers keys from DTLS, not keys in SDP.</summary>
    public bool OffersDtls { get; init; }

    /// <summary>What goes out offers DTLS-SRTP and nothing else.</summary>
    public bool OffersDtlsOnly => OffersDtls && Srtp == SdpSrtpPolicy.Require;

    /// <summary>All that we would do.</summary>
    /// <param name="address">Our address.</param>
    /// <param name="port">Our RTP port.</param>
    /// <param name="fingerprint">Of our DTLS certificate; null: DTLS-SRTP is not possible.</param>
    /// <param name="like">
    /// What the other party has, in its order: without an order of our own we offer the same and G.711, so that both parties can agree on one
    /// codec and nothing need be transcoded. Null when there is no other party.
    /// </param>
    public SdpAudioCapabilities Capabilities(IPAddress address, int port, SdpFingerprint? fingerprint = null, IReadOnlyList<SdpCodec>? like = null) => new()
    {
        Address = address,
        Port = port,
        Codecs = WireCodecs.WithEvents(Offered(like)),
        Srtp = Srtp,
        CryptoSuites = Suites,
        Fingerprint = fingerprint,
        OffersDtls = OffersDtls,
        RtcpMux = true,
        MatchCodec = offered => Match(offered, null),
    };

    /// <summary>For an answer with one codec: a peer that may switch at will would need a decoder for each packet.</summary>
    /// <param name="address">Our address.</param>
    /// <param name="port">Our RTP port.</param>
    /// <param name="fingerprint">Of our DTLS certificate; null: DTLS-SRTP is not possible.</param>
    /// <param name="chosen">Of the offer; null for its first that we have.</param>
    public SdpAudioCapabilities Single(IPAddress address, int port, SdpFingerprint? fingerprint = null, SdpCodec? chosen = null) => Capabilities(address, port, fingerprint) with
    {
        MatchCodec = offered =>
        {
            var ours = Match(offered, chosen);
            chosen ??= ours is { IsSpeech: true } ? offered : null;
            return ours;
        },
    };

    /// <summary>The codec of an offer to answer with.</summary>
    /// <param name="common">What the offer and we have in common.</param>
    /// <param name="other">The other party's codec, when it is known: the same here costs nothing.</param>
    /// <param name="current">What is spoken now; null before the first agreement.</param>
    public SdpCodec Choose(SdpAgreedAudio common, SdpCodec? other, SdpCodec? current)
    {
        var offered = common.ReceiveCodecs;
        var first = IsOrdered
            ? Codecs.Select(c => offered.FirstOrDefault(o => c.IsSameFormat(o) && WireCodecs.Find(c) == WireCodecs.Find(o))).First(o => o is not null)!
            : offered[0];
        var kept = other ?? current;
        var same = kept is null ? null : offered.FirstOrDefault(o => WireCodecs.Find(o) is { } codec && codec == WireCodecs.Find(kept));
        // Between the two laws of G.711 an order of ours, or a new one of the peer's, may decide: it costs a table look-up.
        return same is null || ((IsOrdered || other is null) && IsCheap(first, same)) ? first : same;
    }

    /// <summary>The codecs with the one in use first, under its number: a later offer must not change what nobody wants changed (RFC 3264 section 8.3.2).</summary>
    public static IReadOnlyList<SdpCodec> Keeping(SdpCodec current, IReadOnlyList<SdpCodec> codecs) =>
        [current, .. codecs.Where(c => c.PayloadType != current.PayloadType && (!c.IsSameFormat(current) || WireCodecs.Find(c) != WireCodecs.Find(current)))];

    /// <summary>Our side of an offered format; null when we do not have it, or something else was chosen.</summary>
    private SdpCodec? Match(SdpCodec offered, SdpCodec? chosen)
    {
        if (!offered.IsSpeech)
        {
            // RFC 4733 section 2.1, RFC 3389 section 5: events and noise count by the clock of the codec beside them.
            return chosen is null || (chosen.ClockRate == offered.ClockRate && (offered.IsTelephoneEvent || WireCodecs.TakesNoise(chosen))) ? offered : null;
        }

        return Codecs.Any(offered.IsSameFormat) && (chosen is null || chosen.PayloadType == offered.PayloadType) && WireCodecs.Find(offered) is { } codec
            ? WireCodecs.Answer(offered, codec)
            : null;
    }

    private IReadOnlyList<SdpCodec> Offered(IReadOnlyList<SdpCodec>? like)
    {
        if (like is null || (IsOrdered && !IsSameOnly))
        {
            return Codecs;
        }

        // With the other party's own parameters, so that what it sends suits whoever takes it.
        var same = like.Select(l => (Like: l, Codec: WireCodecs.Find(l)))
            .Where(l => l.Codec is not null)
            .Select(l => Codecs.FirstOrDefault(c => WireCodecs.Find(c) == l.Codec) is { } ours ? ours with { Format = l.Like.Format } : null)
            .OfType<SdpCodec>()
            .DistinctBy(c => c.PayloadType)
            .ToList();
        return IsSameOnly && same.Count > 0 ? same : [.. same, .. Codecs.Where(c => c.PayloadType is 0 or 8 && !same.Contains(c))];
    }

    private static bool IsCheap(SdpCodec one, SdpCodec other) =>
        WireCodecs.Find(one) is { } a && WireCodecs.Find(other) is { } b && RecordedCodecs.IsG711(a) && RecordedCodecs.IsG711(b);
}
