using System.Globalization;
using System.Net;

namespace CallSummary.Sip.Sdp;

internal static class SdpAgreement
{
    /// <summary>Puts together what both descriptions say.</summary>
    /// <param name="index">The m= line.</param>
    /// <param name="remote">The peer's description.</param>
    /// <param name="theirs">The common codecs with the peer's payload types, in its order; one is no telephone-event.</param>
    /// <param name="ours">The codecs with the payload types that we gave.</param>
    /// <param name="direction">Our direction.</param>
    /// <param name="defaultPacketTime">Milliseconds, when the peer names none.</param>
    public static SdpAgreedAudio Make(
        int index, SdpDescription remote, List<SdpCodec> theirs, List<SdpCodec> ours, SdpDirection direction, int defaultPacketTime)
    {
        var media = remote.Media[index];
        var connection = media.Connection ?? remote.Connection!;
        var send = theirs.First(codec => !codec.IsTelephoneEvent);
        var receive = ours.Where(codec => theirs.Any(codec.IsSameFormat)).ToList();
        var remoteDirection = SdpDirections.Of(media, remote);
        var address = connection.IsUnspecified ? null : connection.IPAddress;
        return new SdpAgreedAudio
        {
            MediaIndex = index,
            RemoteRtp = address is null ? null : new IPEndPoint(address, media.Port),
            RemoteRtcp = address is null ? null : new IPEndPoint(address, RtcpPort(media)),
            SendCodec = send,
            ReceiveCodec = receive.First(send.IsSameFormat),
            ReceiveCodecs = [.. receive.Where(codec => !codec.IsTelephoneEvent)],
            SendTelephoneEvent = theirs.Find(codec => codec.IsTelephoneEvent && codec.ClockRate == send.ClockRate)?.PayloadType,
            ReceiveTelephoneEvent = receive.Find(codec => codec.IsTelephoneEvent && codec.ClockRate == send.ClockRate)?.PayloadType,
            PacketTime = PacketTime(media, defaultPacketTime),
            Direction = direction,
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
