namespace CallSummary.Sip.Sdp;

/// <summary>The answer to one audio stream of an offer.</summary>
internal static class SdpStreamAnswer
{
    public static bool IsUsable(SdpMedia media, SdpDescription description) =>
        media is { Kind: "audio", IsRejected: false } && SdpKeying.IsKnown(media.Protocol) && (media.Connection ?? description.Connection) is not null;

    public static SdpNegotiationResult Make(
        SdpDescription offer, int index, SdpAudioCapabilities local, SdpDescription? previous, out SdpMedia? line, out SdpAgreedAudio? agreed)
    {
        line = null;
        agreed = null;
        var media = offer.Media[index];
        if (!IsUsable(media, offer)) return SdpNegotiationResult.NoAudio;
        if (SdpKeying.Answer(media, offer, local, previous?.Media.ElementAtOrDefault(index)) is not { } keying) return SdpNegotiationResult.NoCommonSecurity;
        var common = new List<SdpCodec>();
        var answered = new List<SdpCodec>();
        foreach (var offered in SdpCodecs.Of(media))
        {
            // The answer uses the offer's payload type numbers (RFC 3264, 6.1).
            if (local.Match(offered) is not { } ours) continue;
            common.Add(offered);
            answered.Add(ours with { PayloadType = offered.PayloadType });
        }
        if (!common.Exists(static codec => codec.IsSpeech)) return SdpNegotiationResult.NoCommonCodec;
        var direction = SdpDirections.Answer(SdpDirections.Of(media, offer), local.Direction);
        line = SdpOfferAnswer.AudioLine(local, answered, direction, media.Protocol);
        keying.AddAnswer(line, local);
        var isMuxed = local.RtcpMux && media["rtcp-mux"] is not null;
        if (isMuxed) line.Attributes.Add(new SdpAttribute("rtcp-mux"));
        agreed = SdpAgreement.Make(index, offer, common, answered, direction, local.PacketTime, keying, isMuxed);
        return SdpNegotiationResult.Agreed;
    }
}
