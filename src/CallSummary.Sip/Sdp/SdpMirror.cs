namespace CallSummary.Sip.Sdp;

/// <summary>Answers an offer with what our last description says about us: for sessions whose user does not look at offers.</summary>
internal static class SdpMirror
{
    /// <summary>Null when nothing fits.</summary>
    public static SdpDescription? Answer(SdpDescription offer, SdpDescription? local)
    {
        if (local is null) return null;
        var index = SdpOfferAnswer.FirstAudio(local);
        if (index < 0) return null;
        var media = local.Media[index];
        if ((media.Connection ?? local.Connection)?.IPAddress is not { } address) return null;
        var capabilities = new SdpAudioCapabilities
        {
            Address = address,
            Port = media.Port,
            Codecs = SdpCodecs.Of(media),
            Srtp = SdpKeying.IsSecure(media.Protocol) ? SdpSrtpPolicy.Require : SdpSrtpPolicy.Off,
            CryptoSuites = [.. SdpCrypto.Of(media).Select(static line => line.Suite)],
            Fingerprint = SdpFingerprint.Of(media, local),
            RtcpMux = media["rtcp-mux"] is not null,
        };
        return SdpOfferAnswer.Answer(offer, capabilities, local).Local;
    }
}
