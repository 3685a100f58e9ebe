using System.Globalization;
using System.Net;

namespace CallSummary.Sip.Sdp;

internal static class SdpAgreement
{
    /// <summary>Puts together what both descriptions say.</summary>
    /// <param name="index">The m= line.</param>
    /// <param name="remote">The peer's description.</param>
    /// <param name="theirs">The common codecs with the peer's payload types, in its order; one carries speech.</param>
    /// <param name="ours">The codecs with the payload types that we gave.</param>
    /// <param name="direction">Our direction.</param>
    /// <param name="defaultPacketTime">Milliseconds, when the peer names none.</param>
    /// <param name="keying">How it is secured.</param>
    /// <param name="isMuxed">Whether RTCP shares the port.</param>
    public static SdpAgreedAudio Make(
        int index, SdpDescription remote, List<SdpCodec> theirs, List<SdpCodec> ours, SdpDirection direction, int defaultPacketTime,
        SdpKeying keying, bool isMuxed)
    {
        var media = remote.Media[index];
        var connection = media.Connection ?? remote.Connection!;
        var send = theirs.First(static codec => codec.IsSpeech);
        var receive = ours.Where(codec => theirs.Any(codec.IsSameFormat)).ToList();
        var remoteDirection = SdpDirections.Of(media, remote);
        var address = connection.IsUnspecified ? null : connection.IPAddress;
        return new SdpAgreedAudio
        {
            MediaIndex = index,
            RemoteRtp = address is null ? null : new IPEndPoint(address, media.Port),
            RemoteRtcp = address is null ? null : new IPEndPoint(address, isMuxed ? media.Port : RtcpPort(media)),
            SendCodec = send,
            // With two packings of one codec the number tells them apart.
            ReceiveCodec = receive.Find(codec => codec.PayloadType == send.PayloadType && codec.IsSameFormat(send)) ?? receive.First(send.IsSameFormat),
            ReceiveCodecs = [.. receive.Where(static codec => codec.IsSpeech)],
            SendTelephoneEvent = theirs.Find(codec => codec.IsTelephoneEvent && codec.ClockRate == send.ClockRate)?.PayloadType,
            ReceiveTelephoneEvent = receive.Find(codec => codec.IsTelephoneEvent && codec.ClockRate == send.ClockRate)?.PayloadType,
            SendComfortNoise = theirs.Find(codec => codec.IsComfortNoise && codec.ClockRate == send.ClockRate)?.PayloadType,
            PacketTime = PacketTime(media, defaultPacketTime),
            Direction = direction,
            Security = keying.Security,
            LocalCrypto = keying.Local,
            RemoteCrypto = keying.Remote,
            RemoteFingerprint = keying.RemoteFingerprint,
            Setup = keying.Setup,
            RtcpMux = isMuxed,
            Label = media["label"],
            IsHeldByPeer = connection.IsUnspecified || remoteDirection is SdpDirection.SendOnly or SdpDirection.Inactive,
        };
    }

    private static int RtcpPort(SdpMedia media)
    {
        var value = media["rtcp"];
        var blank = value?.IndexOf(' ', StringComparison.Ordinal) ?? -1;
        if (value is not null && int.TryParse(blank < 0 ? value : value[..blank], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535) return port;
        return Math.Min(media.Port + 1, 65535);
    }

    private static int PacketTime(SdpMedia media, int defaultPacketTime) =>
        int.TryParse(media["ptime"], NumberStyles.None, CultureInfo.InvariantCulture, out var time) && time is >= 10 and <= 200 ? time : defaultPacketTime;
}
