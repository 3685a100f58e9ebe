using System.Globalization;
using System.Security.Cryptography;

namespace CallSummary.Sip.Sdp;

/// <summary>Offer and answer for audio streams (RFC 3264); other streams are refused with port 0. ICE, BUNDLE and unknown lines are passed over.</summary>
public static class SdpOfferAnswer
{
    /// <summary>An offer with one audio stream.</summary>
    /// <param name="local">Our side.</param>
    /// <param name="previous">Our last description in this session: keeps its m= lines and keys and raises its version by one (RFC 3264, 8).</param>
    public static SdpDescription CreateOffer(SdpAudioCapabilities local, SdpDescription? previous = null)
    {
        ArgumentNullException.ThrowIfNull(local);
        var offer = new SdpDescription { Origin = NextOrigin(local, previous), Connection = new SdpConnection(local.Address) };
        var index = previous is null ? 0 : Math.Max(0, FirstAudio(previous));
        var lines = Math.Max(previous?.Media.Count ?? 1, 1);
        for (var i = 0; i < lines; i++)
        {
            if (i != index)
            {
                offer.Media.Add(previous!.Media[i].Refuse());
                continue;
            }
            var before = previous?.Media.ElementAtOrDefault(i);
            var line = AudioLine(local, local.Codecs, local.Direction, SdpKeying.OfferedProtocol(local, before));
            SdpKeying.AddOffer(line, local, before);
            if (local.RtcpMux) line.Attributes.Add(new SdpAttribute("rtcp-mux"));
            offer.Media.Add(line);
        }
        return offer;
    }

    /// <summary>The answer to an offer: the first audio stream with a codec and security of ours; the offerer's order of codecs is kept.</summary>
    /// <param name="offer">The peer's offer.</param>
    /// <param name="local">Our side.</param>
    /// <param name="previous">Our last description in this session, or null.</param>
    public static SdpNegotiation Answer(SdpDescription offer, SdpAudioCapabilities local, SdpDescription? previous = null)
    {
        ArgumentNullException.ThrowIfNull(offer);
        ArgumentNullException.ThrowIfNull(local);
        var worst = SdpNegotiationResult.NoAudio;
        // A secure stream goes before a plain one beside it: the other order would be a silent downgrade.
        foreach (var secure in (ReadOnlySpan<bool>)[true, false])
        {
            for (var i = 0; i < offer.Media.Count; i++)
            {
                if (SdpKeying.IsSecure(offer.Media[i].Protocol) != secure) continue;
                var result = SdpStreamAnswer.Make(offer, i, local, previous, out var line, out var agreed);
                if (result != SdpNegotiationResult.Agreed)
                {
                    if (result > worst) worst = result;
                    continue;
                }
                var answer = new SdpDescription { Origin = NextOrigin(local, previous), Connection = new SdpConnection(local.Address) };
                for (var j = 0; j < offer.Media.Count; j++) answer.Media.Add(j == i ? line! : offer.Media[j].Refuse());
                return new SdpNegotiation(SdpNegotiationResult.Agreed, answer, agreed) { Streams = [agreed!] };
            }
        }
        return new SdpNegotiation(worst);
    }

    /// <summary>The answer to an offer with several audio streams of which we take more than one, as a recording server does (RFC 7866).</summary>
    /// <param name="offer">The peer's offer.</param>
    /// <param name="choose">Our side of an audio stream, by index of its m= line; null refuses it. Asked for each stream that could be taken.</param>
    /// <param name="previous">Our last description in this session, or null.</param>
    public static SdpNegotiation AnswerAll(SdpDescription offer, Func<int, SdpMedia, SdpAudioCapabilities?> choose, SdpDescription? previous = null)
    {
        ArgumentNullException.ThrowIfNull(offer);
        ArgumentNullException.ThrowIfNull(choose);
        var streams = new List<SdpAgreedAudio>();
        var lines = new List<SdpMedia>();
        SdpAudioCapabilities? first = null;
        var worst = SdpNegotiationResult.NoAudio;
        for (var i = 0; i < offer.Media.Count; i++)
        {
            SdpMedia? line = null;
            if (SdpStreamAnswer.IsUsable(offer.Media[i], offer) && choose(i, offer.Media[i]) is { } local)
            {
                var result = SdpStreamAnswer.Make(offer, i, local, previous, out line, out var agreed);
                if (agreed is not null)
                {
                    line!.Connection = new SdpConnection(local.Address);
                    streams.Add(agreed);
                    first ??= local;
                }
                else if (result > worst)
                {
                    worst = result;
                }
            }
            lines.Add(line ?? offer.Media[i].Refuse());
        }
        if (first is null) return new SdpNegotiation(worst);
        var answer = new SdpDescription { Origin = NextOrigin(first, previous), Connection = new SdpConnection(first.Address) };
        foreach (var line in lines) answer.Media.Add(line);
        return new SdpNegotiation(SdpNegotiationResult.Agreed, answer, streams[0]) { Streams = streams };
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
        if (!SdpStreamAnswer.IsUsable(media, answer)) return new SdpNegotiation(SdpNegotiationResult.NoAudio);
        // Another protocol than offered is no answer; a plain one to a secure offer would be a downgrade.
        if (SdpKeying.IsSecure(media.Protocol) != SdpKeying.IsSecure(offer.Media[index].Protocol)) return new SdpNegotiation(SdpNegotiationResult.AnswerMismatch);
        var ours = SdpCodecs.Of(offer.Media[index]);
        var theirs = SdpCodecs.Of(media).Where(codec => ours.Any(codec.IsSameFormat)).ToList();
        if (!theirs.Exists(static codec => codec.IsSpeech)) return new SdpNegotiation(SdpNegotiationResult.NoCommonCodec);
        if (SdpKeying.Accept(offer.Media[index], media, answer) is not { } keying) return new SdpNegotiation(SdpNegotiationResult.NoCommonSecurity);
        var direction = SdpDirections.Answer(SdpDirections.Of(media, answer), SdpDirections.Of(offer.Media[index], offer));
        var isMuxed = offer.Media[index]["rtcp-mux"] is not null && media["rtcp-mux"] is not null;
        var agreed = SdpAgreement.Make(index, answer, theirs, ours, direction, 20, keying, isMuxed);
        return new SdpNegotiation(SdpNegotiationResult.Agreed, offer, agreed) { Streams = [agreed] };
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

    internal static SdpMedia AudioLine(SdpAudioCapabilities local, IReadOnlyList<SdpCodec> codecs, SdpDirection direction, string protocol)
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
        foreach (var attribute in local.Attributes) media.Attributes.Add(attribute);
        return media;
    }

    private static SdpOrigin NextOrigin(SdpAudioCapabilities local, SdpDescription? previous)
    {
        if (previous is not null) return previous.Origin with { Version = previous.Origin.Version + 1 };
        var id = RandomNumberGenerator.GetInt32(int.MaxValue).ToString(CultureInfo.InvariantCulture);
        return new SdpOrigin("-", id, 1, new SdpConnection(local.Address));
    }
}
