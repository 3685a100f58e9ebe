using System.Diagnostics;
using CallSummary.Audio.Codecs;
using CallSummary.Audio.Recordings;
using CallSummary.Audio.Timeline;
using CallSummary.Contracts;
using CallSummary.Gateway.Recording;

namespace CallSummary.Benchmarks.Speech;

/// <summary>One call of the latency benchmark: both legs' sound at its own pace, and when its lines came.</summary>
internal sealed class LiveCall(CallRecorder recorder, IReadOnlyDictionary<Leg, byte[]> sound, TimeSpan talk)
{
    // The quiet that the gateway keeps after the last loud moment of an utterance.
    private const double PostRoll = 0.25;
    private const double Hangover = 0.5;
    private const int Packet = 160;

    private readonly Lock _gate = new();
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly List<double> _delays = [];
    private int _packets;

    /// <summary>Sound as packets carry it: encoded once, so that the player's work is small beside what is measured.</summary>
    public static byte[] Encode(ReadOnlySpan<short> samples)
    {
        var octets = new byte[samples.Length];
        G711.EncodeMuLaw(samples, octets);
        return octets;
    }

    public CallRecorder Recorder => recorder;

    /// <summary>Everything has been said.</summary>
    public bool IsOver => Stopwatch.GetElapsedTime(_started) >= talk;

    /// <summary>Lines that came.</summary>
    public int Lines { get; private set; }

    /// <summary>Seconds from the end of speech to its line on the stream, for the utterances that a pause has ended: all calls hang up at once, which no real ones do.</summary>
    public IReadOnlyList<double> Delays
    {
        get
        {
            lock (_gate)
            {
                return [.. _delays];
            }
        }
    }

    /// <summary>Words that came while their speaker went on.</summary>
    public int Partials { get; private set; }

    /// <summary>Hands over the packets that are due.</summary>
    public void Play()
    {
        var due = (int)(Stopwatch.GetElapsedTime(_started).TotalSeconds * 50);
        for (; _packets < due; _packets++)
        {
            foreach (var (leg, octets) in sound)
            {
                var at = _packets * Packet % (octets.Length - Packet);
                recorder.Add(leg, new TimelinePacket((uint)leg + 1, (ushort)_packets, (uint)(_packets * Packet), RecordedCodec.Pcmu, recorder.Elapsed), octets.AsSpan(at, Packet));
            }
        }
    }

    public void LineCame(double end)
    {
        lock (_gate)
        {
            Lines++;
            if (end < talk.TotalSeconds - Hangover)
            {
                _delays.Add(Stopwatch.GetElapsedTime(_started).TotalSeconds - (end - PostRoll));
            }
        }
    }

    public void PartialCame() => Partials++;
}
