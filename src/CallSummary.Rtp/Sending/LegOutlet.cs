using System.Net;
using System.Security.Cryptography;
using CallSummary.Audio.Recordings;
using CallSummary.Rtp.Packets;
using CallSummary.Rtp.Ports;
using CallSummary.Rtp.Security;

namespace CallSummary.Rtp.Sending;

/// <summary>Where a leg's packets go out: put together, protected, counted. Used under its sender's lock.</summary>
internal sealed class LegOutlet(MediaPort port, LegSender sender) : IDisposable
{
    [ThreadStatic]
    private static byte[]? t_packet;

    private SrtpKey? _key;
    private SrtpSender? _srtp;

    public uint Ssrc { get; } = (uint)RandomNumberGenerator.GetInt32(1, int.MaxValue);

    /// <summary>The peer; null: there is none yet, or none any more.</summary>
    public SocketAddress? Target { get; set; }

    public long Sent { get; private set; }

    public long SentBytes { get; private set; }

    public long Failures { get; private set; }

    /// <summary>Where the next packet's payload is put.</summary>
    public static Span<byte> Payload => Packet.AsSpan(RtpPacket.HeaderLength, RecordedFrameFormat.MaxPayloadLength);

    // It is copied or sent before the lock is left, so a thread needs only one.
    private static byte[] Packet =>
        t_packet ??= GC.AllocateUninitializedArray<byte>(RtpPacket.HeaderLength + RecordedFrameFormat.MaxPayloadLength + SrtpSender.MaxOverhead, pinned: true);

    /// <summary>Protects what follows; the same key keeps its packet counts, null protects nothing.</summary>
    public void SetKey(SrtpKey? key)
    {
        if (!Equals(key, _key))
        {
            _srtp?.Dispose();
            _srtp = key is null ? null : new SrtpSender(key, control: false);
            _key = key;
        }
    }

    /// <summary>Sends <see cref="Payload"/>.</summary>
    /// <returns>False when the packet may not go out: its number was used.</returns>
    public bool Send(int payloadLength, byte payloadType, bool marker, ushort sequence, uint timestamp)
    {
        RtpPacket.WriteHeader(Packet, payloadType, marker, sequence, timestamp, Ssrc);
        var length = RtpPacket.HeaderLength + payloadLength;
        length = _srtp?.Protect(Packet, length) ?? length;
        if (length == 0)
        {
            return false;
        }

        Sent++;
        SentBytes += payloadLength;
        port.Send(Packet.AsSpan(0, length), Target!, sender);
        return true;
    }

    /// <summary>The system did not take a packet.</summary>
    public void CountFailure()
    {
        Failures++;
        Sent--;
    }

    public void Dispose()
    {
        Target = null;
        _srtp?.Dispose();
        _srtp = null;
    }
}
