namespace CallSummary.Rtp.Sending;

/// <summary>A clip on its way to one leg.</summary>
internal sealed class Playback(LegSender sender, ReadOnlyMemory<short> samples, TimeSpan packetTime, long origin)
{
    // A process that was stopped for longer than this goes on from now: a burst of old sound helps nobody.
    private static readonly long MaxCatchUp = TimeSpan.FromMilliseconds(200).Ticks;

    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _samplesPerPacket = (int)(packetTime.Ticks * MediaFormat.ClockRate / TimeSpan.TicksPerSecond);
    private int _position;

    public Task Done => _done.Task;

    public bool IsOver => _done.Task.IsCompleted;

    /// <summary>When the next packet is due, on the media clock.</summary>
    public long Due { get; private set; } = origin;

    public bool IsFirst => _position == 0;

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
            sender.SendPlayback(this, samples.Span.Slice(_position, count));
        }

        _position += count;
        Due += packetTime.Ticks;
        if (_position >= samples.Length)
        {
            sender.EndPlayback(this);
            _done.TrySetResult();
        }
    }

    public void Cancel(CancellationToken cancellationToken)
    {
        sender.EndPlayback(this);
        _done.TrySetCanceled(cancellationToken);
    }
}
