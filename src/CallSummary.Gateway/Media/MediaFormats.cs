using CallSummary.Audio.Recordings;
using CallSummary.Rtp;
using CallSummary.Rtp.Security;
using CallSummary.Sip.Sdp;

namespace CallSummary.Gateway.Media;

/// <summary>From what SDP agreed on to what the media engine needs.</summary>
internal static class MediaFormats
{
    /// <summary>Whether the media engine has what an answer to our offer names: another packing of AMR than was offered it may not.</summary>
    public static bool IsUsable(SdpAgreedAudio audio) => WireCodecs.Find(audio.SendCodec) is not null;

    /// <summary>Where and how to send; null while the peer has no address.</summary>
    public static MediaRemote? RemoteOf(SdpAgreedAudio audio) => audio.RemoteRtp is not { Port: not 0 } remote
        ? null
        : new MediaRemote(remote, Of(audio)) { ControlEndPoint = audio.RemoteRtcp, ControlOnSamePort = audio.RtcpMux, Keys = KeysOf(audio) };

    private static SrtpKeys? KeysOf(SdpAgreedAudio audio)
    {
        // With DTLS the handshake brings them: AgreedMedia.
        if (audio.Security is SdpSecurity.None or SdpSecurity.Dtls)
        {
            return null;
        }

        // Never plain RTP for want of a key that we can read.
        return SdesAttribute.TryParse(audio.LocalCrypto?.ToString(), out var local) && SdesAttribute.TryParse(audio.RemoteCrypto?.ToString(), out var remote)
            ? new SrtpKeys(local.Key, remote.Key)
            : throw new InvalidOperationException("SDP agreed on keys that the media engine does not have.");
    }

    private static MediaFormat Of(SdpAgreedAudio audio)
    {
        var codec = WireCodecs.Find(audio.SendCodec) ?? throw new InvalidOperationException($"SDP agreed on {audio.SendCodec.Name}, which the media engine does not have.");
        return new MediaFormat
        {
            PayloadType = (byte)audio.SendCodec.PayloadType,
            ReceivePayloadType = (byte)audio.ReceiveCodec.PayloadType,
            Codec = codec,
            PacketTime = TimeSpan.FromMilliseconds(PacketTime(codec, audio.PacketTime)),
            TelephoneEventPayloadType = (byte?)audio.SendTelephoneEvent,
            ReceiveTelephoneEventPayloadType = (byte?)audio.ReceiveTelephoneEvent,
            ComfortNoisePayloadType = (byte?)audio.SendComfortNoise,
            Encoding = WireCodecs.Wishes(audio.SendCodec),
        };
    }

    /// <summary>What the codec can do nearest to the wish, 10 to 60 ms: AMR has frames of 20 ms, Opus packets of 10, 20, 40 and 60 (RFC 6716 section 2.1.4).</summary>
    private static int PacketTime(RecordedCodec codec, int wish) => codec switch
    {
        RecordedCodec.Opus when wish < 20 => 10,
        _ when codec == RecordedCodec.Opus || RecordedCodecs.IsAmr(codec) => Math.Clamp(wish / 20 * 20, 20, 60),
        _ => Math.Clamp(wish, 10, 60),
    };
}
