using System.Globalization;
using System.Security.Cryptography;

namespace CallSummary.Sip.Sdp;

/// <summary>Offer and answer for one audio stream (RFC 3264); other streams are refused with port 0.</summary>
public static class SdpOfferAnswer
{
    /// <summary>An offer with one audio stream.</summary>
    /// <param name="local">Our side.</param>
    /// <param name="previous">Our last description in this session: keeps its m= lines and raises its version by one (RFC 3264, 8).</param>
    public static SdpDescription CreateOffer(SdpAudioCapabilities local, SdpDescription? previous = null)
    {
        ArgumentNullException.ThrowIfNull(local);
        var offer = new SdpDescription { Origin = NextOrigin(local, previous), Connection = new SdpConnection(local.Address) };
        var index = previous is null ? 0 : Math.Max(0, FirstAudio(previous));
        var lines = Math.Max(previous?.Media.Count ?? 1, 1);
        for (var i = 0; i < lines; i++)
        {
            offer.Media.Add(i == index ? AudioLine(local, local.Codecs, local.Direction, "RTP/AVP") : previous!.Media[i].Refuse());
        }
        return offer;
    }

    /// <summary>The answer to an offer: the first audio stream with a codec of ours; the offerer's order of codecs is kept.</summary>
    /// <param name="offer">The peer's offer.</param>
    /// <param name="local">Our side.</param>
    /// <param name="previous">Our last description in this session, or null.</param>
    public static SdpNegotiation Answer(SdpDescription offer, SdpAudioCapabilities local, SdpDescription? previous = null)
    {
        ArgumentNullException.ThrowIfNull(offer);
        ArgumentNullException.ThrowIfNull(local);
        var sawAudio = false;
        for (var i = 0; i < offer.Media.Count; i++)
        {
            var media = offer.Media[i];
            if (!IsUsable(media, offer)) continue;
            sawAudio = true;
            var offered = SdpCodecs.Of(media);
            // The answer uses the offer's payload type numbers (RFC 3264, 6.1).
            var common = offered.Where(codec => local.Codecs.Any(codec.IsSameFormat)).ToList();
            if (common.All(codec => codec.IsTelephoneEvent)) continue;
            var direction = SdpDirections.Answer(SdpDirections.Of(media, offer), local.Direction);
            var answer = new SdpDescription { Origin = NextOrigin(local, previous), Connection = new SdpConnection(local.Address) };
            for (var j = 0; j < offer.Media.Count; j++)
            {
                answer.Media.Add(j == i ? AudioLine(local, common, direction, media.Protocol) : offer.Media[j].Refuse());
            }
            return new SdpNegotiation(SdpNegotiationResult.Agreed, answer, SdpAgreement.Make(i, offer, common, common, direction, local.PacketTime));
        }
        return new SdpNegotiation(sawAudio ? SdpNegotiationResult.NoCommonCodec : SdpNegotiationResult.NoAudio);
    }

    /// <summary>What an answer to our offer agrees on.</summary>
    public static SdpNegotiation Accept(SdpDescription offer, SdpDescription answer)
    {
        ArgumentNullException.ThrowIfNull(offer);
        ArgumentNullException.ThrowIfNull(answer);
        var index = FirstAudio(offer);
        if (index < 0) return new SdpNegotiation(SdpNegotiationResult.NoAudio);
        // Fewer m= lines than offered is against RFC 3264, 6, but harmless when ours is there.
        if (index >= answer.Media.Count || answer.Media[index].Kind != "audio") return new SdpNegotiation(SdpNegotiationResult.AnswerMismatch);
        var media = answer.Media[index];
        if (!IsUsable(media, answer)) return new SdpNegotiation(SdpNegotiationResult.NoAudio);
        var ours = SdpCodecs.Of(offer.Media[index]);
        var theirs = SdpCodecs.Of(media).Where(codec => ours.Any(codec.IsSameFormat)).ToList();
        if (theirs.All(codec => codec.IsTelephoneEvent)) return new SdpNegotiation(SdpNegotiationResult.NoCommonCodec);
        var direction = SdpDirections.Answer(SdpDirections.Of(media, answer), SdpDirections.Of(offer.Media[index], offer));
        return new SdpNegotiation(SdpNegotiationResult.Agreed, offer, SdpAgreement.Make(index, answer, theirs, ours, direction, 20));
    }

    /// <summary>The index of the first audio stream that is not refused, or -1.</summary>
    public static int FirstAudio(SdpDescription description)
    {
        ArgumentNullException.ThrowIfNull(description);
        for (var i = 0; i < description.Media.Count; i++)
        {
            if (description.Media[i] is { Kind: "audio", IsRejected: false }) return i;
        }
        return -1;
    }

    private static bool IsUsable(SdpMedia media, SdpDescription description) =>
        media is { Kind: "audio", IsRejected: false }
        && media.Protocol.Equals("RTP/AVP", StringComparison.OrdinalIgnoreCase)
        && (media.Connection ?? description.Connection) is not null;

    private static SdpMedia AudioLine(SdpAudioCapabilities local, IReadOnlyList<SdpCodec> codecs, SdpDirection direction, string protocol)
    {
        var media = new SdpMedia { Kind = "audio", Port = local.Port, Protocol = protocol };
        foreach (var codec in codecs)
        {
            var number = codec.PayloadType.ToString(CultureInfo.InvariantCulture);
            media.Formats.Add(number);
            media.Attributes.Add(new SdpAttribute("rtpmap", codec.RtpMap));
            if (codec.Format is not null) media.Attributes.Add(new SdpAttribute("fmtp", $"{number} {codec.Format}"));
        }
        media.Attributes.Add(new SdpAttribute("ptime", local.PacketTime.ToString(CultureInfo.InvariantCulture)));
        media.Attributes.Add(new SdpAttribute(SdpDirections.Name(direction)));
        return media;
    }

    private static SdpOrigin NextOrigin(SdpAudioCapabilities local, SdpDescription? previous)
    {
        if (previous is not null) return previous.Origin with { Version = previous.Origin.Version + 1 };
        var id = RandomNumberGenerator.GetInt32(int.MaxValue).ToString(CultureInfo.InvariantCulture);
        return new SdpOrigin("-", id, 1, new SdpConnection(local.Address));
    }
}
