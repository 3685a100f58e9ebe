namespace CallSummary.Rtp.Sending;

/// <summary>The clips that play, by when their next packet is due: due times come from each clip's own origin, not from a timer's tick.</summary>
internal sealed class PlaybackQueue(MediaClock clock)
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<Playback, long> _queue = new();

    public void Add(Playback playback)
    {
        lock (_gate)
        {
            _queue.Enqueue(playback, playback.Due);
        }
    }

    /// <summary>Sends what is due.</summary>
    /// <returns>Milliseconds to the next due packet; -1 when there is none.</returns>
    public int SendDue()
    {
        while (true)
        {
            Playback playback;
            var now = clock.Now;
            lock (_gate)
            {
                if (!_queue.TryPeek(out playback!, out var due))
                {
                    return Timeout.Infinite;
                }

                if (due > now)
                {
                    return (int)Math.Min(1000, ((due - now) / TimeSpan.TicksPerMillisecond) + 1);
                }

                _queue.Dequeue();
            }

            playback.SendNext(now);
            if (!playback.IsOver)
            {
                Add(playback);
            }
        }
    }

    /// <summary>Nothing is played any more.</summary>
    public void CancelAll()
    {
        lock (_gate)
        {
            while (_queue.TryDequeue(out var playback, out _))
            {
                playback.Cancel(new CancellationToken(canceled: true));
            }
        }
    }
}
