using CallSummary.Audio.Codecs;
using CallSummary.Audio.Recordings;
using CallSummary.Rtp;

namespace CallSummary.Gateway.Siprec;

/// <summary>
/// Decides which of several streams of one leg is recorded: in a conference all others speak on the subscriber's other leg, and that leg
/// has one channel. Who speaks has the floor, and keeps it until silent; two at once would tear the timeline. Runs on media threads: no
/// wait but for one another, no allocation.
/// </summary>
internal sealed class Floor(TimeProvider time)
{
    /// <summary>Mean level of speech over a packet, about -40 dBm0; a quiet line is far below.</summary>
    private const int SpeechLevel = 160;

    /// <summary>A comfort-noise or silence-descriptor packet is no longer (RFC 3389, RFC 4867).</summary>
    private const int LongestSilence = 12;

    /// <summary>Longer than the gaps inside a word.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(400);

    private readonly Lock _lock = new();
    private object? _holder;
    private long _heardAt;

    /// <summary>Whether a stream's packet is the one to record.</summary>
    public bool Takes(object stream, in ReceivedPacket packet)
    {
        var speaks = Speaks(packet);
        lock (_lock)
        {
            if (_holder != stream)
            {
                if (_holder is not null && (!speaks || time.GetElapsedTime(_heardAt, packet.ArrivalTimestamp) < Patience))
                {
                    return false;
                }

                _holder = stream;
                _heardAt = packet.ArrivalTimestamp;
            }
            else if (speaks)
            {
                _heardAt = packet.ArrivalTimestamp;
            }

            return true;
        }
    }

    private static bool Speaks(in ReceivedPacket packet)
    {
        if (packet.Kind != ReceivedPacketKind.Audio || packet.Payload.IsEmpty)
        {
            return false;
        }

        if (packet.Codec is not (RecordedCodec.Pcmu or RecordedCodec.Pcma))
        {
            return packet.Payload.Length > LongestSilence;
        }

        var sum = 0;
        foreach (var octet in packet.Payload)
        {
            sum += Math.Abs((int)(packet.Codec == RecordedCodec.Pcmu ? G711.DecodeMuLaw(octet) : G711.DecodeALaw(octet)));
        }

        return sum / packet.Payload.Length >= SpeechLevel;
    }
}
