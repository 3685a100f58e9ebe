using CallSummary.Audio.Recordings;
using CallSummary.Rtp;
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

    public static MediaFormat Of(SdpAgreedAudio audio) => new()
    {
        PayloadType = (byte)audio.SendCodec.PayloadType,
        Codec = audio.SendCodec.IsSameFormat(SdpCodec.Pcma) ? RecordedCodec.Pcma : RecordedCodec.Pcmu,
        PacketTime = TimeSpan.FromMilliseconds(Math.Clamp(audio.PacketTime, 10, 60)),
        TelephoneEventPayloadType = (byte?)audio.SendTelephoneEvent,
    };
}
