using CallSummary.Audio.Recordings;

namespace CallSummary.Rtp.Transcoding;

/// <summary>Room for a received packet that waits for its transcoder.</summary>
internal sealed class QueuedMedia
{
    private readonly byte[] _payload = new byte[RecordedFrameFormat.MaxPayloadLength];
    private int _length;
    private ReceivedPacketKind _kind;
    private RecordedCodec _codec;
    private bool _marker;
    private ushort _sequenceNumber;
    private uint _timestamp;
    private uint _ssrc;

    public ReceivedPacket Packet => new()
    {
        Kind = _kind,
        Payload = _payload.AsSpan(0, _length),
        Codec = _codec,
        Marker = _marker,
        SequenceNumber = _sequenceNumber,
        Timestamp = _timestamp,
        Ssrc = _ssrc,
    };

    /// <summary>Copies a packet whose payload is no longer than <see cref="RecordedFrameFormat.MaxPayloadLength"/>.</summary>
    public void Set(in ReceivedPacket packet)
    {
        packet.Payload.CopyTo(_payload);
        _length = packet.Payload.Length;
        _kind = packet.Kind;
        _codec = packet.Codec;
        _marker = packet.Marker;
        _sequenceNumber = packet.SequenceNumber;
        _timestamp = packet.Timestamp;
        _ssrc = packet.Ssrc;
    }
}
