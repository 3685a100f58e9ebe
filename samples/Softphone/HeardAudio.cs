using CallSummary.Audio;
using CallSummary.Audio.Codecs;
using CallSummary.Audio.Recordings;
using CallSummary.Rtp;

namespace CallSummary.Softphone;

/// <summary>What a call heard, in the order it came, up to a cap.</summary>
internal sealed class HeardAudio(int keptSeconds) : IMediaSink
{
    private readonly Lock _lock = new();
    private readonly List<short> _samples = [];
    private readonly List<char> _digits = [];

    public short[] Samples
    {
        get
        {
            lock (_lock)
            {
                return [.. _samples];
            }
        }
    }

    public string Digits
    {
        get
        {
            lock (_lock)
            {
                return new string([.. _digits]);
            }
        }
    }

    public void OnPacket(in ReceivedPacket packet)
    {
        if (packet.Kind != ReceivedPacketKind.Audio)
        {
            return;
        }

        lock (_lock)
        {
            if (_samples.Count > keptSeconds * AudioClip.SampleRate)
            {
                return;
            }

            foreach (var value in packet.Payload)
            {
                _samples.Add(packet.Codec == RecordedCodec.Pcma ? G711.DecodeALaw(value) : G711.DecodeMuLaw(value));
            }
        }
    }

    public void OnDigit(char digit, TimeSpan duration)
    {
        lock (_lock)
        {
            _digits.Add(digit);
        }
    }
}
