namespace CallSummary.Rtp.Sending;

/// <summary>One thread that sends every clip's packets on time: due times come from each clip's own origin, not from a timer's tick.</summary>
internal sealed class PlaybackPacer : IDisposable
{
    private readonly MediaClock _clock;
    private readonly Lock _gate = new();
    private readonly PriorityQueue<Playback, long> _queue = new();
    private readonly ManualResetEventSlim _changed = new();
    private readonly Thread _thread;
    private volatile bool _stopping;

    public PlaybackPacer(MediaClock clock)
    {
        _clock = clock;
        _thread = new Thread(Run) { IsBackground = true, Name = "RTP playback", Priority = ThreadPriority.AboveNormal };
        _thread.Start();
    }

    public void Add(Playback playback)
    {
        lock (_gate)
        {
            _queue.Enqueue(playback, playback.Due);
        }

        _changed.Set();
    }

    public void Dispose()
    {
        _stopping = true;
        _changed.Set();
        _thread.Join();
        foreach (var (playback, _) in _queue.UnorderedItems)
        {
            playback.Cancel(new CancellationToken(canceled: true));
        }

        _changed.Dispose();
    }

    private void Run()
    {
        while (!_stopping)
        {
            _changed.Reset();
            var wait = SendDue();
            _changed.Wait(wait);
        }
    }

    /// <returns>Milliseconds to the next due packet; -1 when there is none.</returns>
    private int SendDue()
    {
        while (true)
        {
            Playback playback;
            var now = _clock.Now;
            lock (_gate)
            {
                if (!_queue.TryPeek(out var first, out var due))
                {
                    return Timeout.Infinite;
                }

                if (due > now)
                {
                    return (int)Math.Min(1000, ((due - now) / TimeSpan.TicksPerMillisecond) + 1);
                }

                playback = first;
                _queue.Dequeue();
            }

            playback.SendNext(now);
            if (!playback.IsOver)
            {
                lock (_gate)
                {
                    _queue.Enqueue(playback, playback.Due);
                }
            }
        }
    }
}
