using CallSummary.Audio.Recordings;
using CallSummary.Rtp;
using CallSummary.Rtp.Security;
using CallSummary.Sip.Sdp;

namespace CallSummary.Gateway.Media;

/// <summary>From what SDP agreed on to what the media engine needs.</summary>
internal static class MediaFormats
{
    /// <summary>What we offer and accept, in order of preference.</summary>
    public static IReadOnlyList<SdpCodec> Offered { get; } = [SdpCodec.Pcmu, SdpCodec.Pcma, SdpCodec.TelephoneEvent];

    /// <summary>A codec of ours by its encoding name, in any case; null when we do not have it.</summary>
    public static SdpCodec? Find(string name) =>
        Offered.FirstOrDefault(c => !c.IsTelephoneEvent && c.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

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

    private static MediaFormat Of(SdpAgreedAudio audio) => new()
    {
        PayloadType = (byte)audio.SendCodec.PayloadType,
        Codec = audio.SendCodec.IsSameFormat(SdpCodec.Pcma) ? RecordedCodec.Pcma : RecordedCodec.Pcmu,
        PacketTime = TimeSpan.FromMilliseconds(Math.Clamp(audio.PacketTime, 10, 60)),
        TelephoneEventPayloadType = (byte?)audio.SendTelephoneEvent,
    };
}
