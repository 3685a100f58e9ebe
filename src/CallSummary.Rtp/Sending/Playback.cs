using CallSummary.Audio;
using CallSummary.Audio.Recordings;

namespace CallSummary.Rtp.Sending;

/// <summary>A clip on its way to one leg.</summary>
/// <param name="sender">The leg's stream.</param>
/// <param name="samples">The sound, 8 kHz: encoded as it goes where that is a table look-up (G.711).</param>
/// <param name="encoded">The same sound in the leg's codec; null for G.711.</param>
/// <param name="packetTime">Sound in a packet.</param>
/// <param name="origin">When it begins, on the media clock.</param>
internal sealed class Playback(LegSender sender, ReadOnlyMemory<short> samples, EncodedClip? encoded, TimeSpan packetTime, long origin)
{
    // A process that was stopped for longer than this goes on from now: a burst of old sound helps nobody.
    private static readonly long MaxCatchUp = TimeSpan.FromMilliseconds(200).Ticks;

    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _samplesPerPacket = (int)(packetTime.Ticks * AudioClip.SampleRate / TimeSpan.TicksPerSecond);
    private int _position;

    public Task Done => _done.Task;

    public bool IsOver => _done.Task.IsCompleted;

    /// <summary>When the next packet is due, on the media clock.</summary>
    public long Due { get; private set; } = origin;

    public bool IsFirst => _position == 0;

    /// <summary>What the sound was encoded in; null when it is encoded as it goes.</summary>
    public RecordedCodec? Codec => encoded?.Codec;

    public void SendNext(long now)
    {
        if (IsOver)
        {
            return;
        }

        if (now - Due > MaxCatchUp)
        {
            Due = now;
        }

        var count = Math.Min(_samplesPerPacket, samples.Length - _position);
        if (count > 0)
        {
            sender.SendPlayback(this, samples.Span.Slice(_position, count), encoded is null ? default : encoded.Payloads[_position / _samplesPerPacket]);
        }

        _position += count;
        Due += packetTime.Ticks;
        if (_position >= samples.Length)
        {
            sender.EndPlayback(this);
            _done.TrySetResult();
        }
    }

    /// <summary>The peer changed its codec: the rest cannot be heard.</summary>
    public void Fail()
    {
        sender.EndPlayback(this);
        _done.TrySetException(new InvalidOperationException("The peer's codec changed while a clip was playing."));
    }

    public void Cancel(CancellationToken cancellationToken)
    {
        sender.EndPlayback(this);
        _done.TrySetCanceled(cancellationToken);
    }
}
