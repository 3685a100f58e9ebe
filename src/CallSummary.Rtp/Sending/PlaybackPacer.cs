namespace CallSummary.Rtp.Sending;

/// <summary>One thread that sends every clip's packets on time, where no shard does.</summary>
internal sealed class PlaybackPacer : IPlaybackPacer, IDisposable
{
    private readonly PlaybackQueue _queue;
    private readonly ManualResetEventSlim _changed = new();
    private readonly Thread _thread;
    private volatile bool _stopping;

    public PlaybackPacer(MediaClock clock)
    {
        _queue = new PlaybackQueue(clock);
        _thread = new Thread(Run) { IsBackground = true, Name = "RTP playback", Priority = ThreadPriority.AboveNormal };
        _thread.Start();
    }

    public void Add(Playback playback)
    {
        _queue.Add(playback);
        _changed.Set();
    }

    public void Dispose()
    {
        _stopping = true;
        _changed.Set();
        _thread.Join();
        _queue.CancelAll();
        _changed.Dispose();
    }

    private void Run()
    {
        while (!_stopping)
        {
            _changed.Reset();
            var wait = _queue.SendDue();
            _changed.Wait(wait);
        }
    }
}
