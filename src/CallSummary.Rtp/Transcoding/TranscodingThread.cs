using System.Collections.Concurrent;

namespace CallSummary.Rtp.Transcoding;

/// <summary>A thread that works for its share of the transcoders, one after the other.</summary>
internal sealed class TranscodingThread : IDisposable
{
    /// <summary>A step of a pause.</summary>
    public static readonly long Tick = TimeSpan.FromMilliseconds(20).Ticks;

    private readonly MediaClock _clock;
    private readonly ConcurrentQueue<Transcoder> _ready = new();
    private readonly AutoResetEvent _changed = new(initialState: false);
    private readonly PriorityQueue<Transcoder, long> _pauses = new();
    private readonly HashSet<Transcoder> _paused = [];
    private readonly Thread _thread;
    private volatile bool _stopping;
    private int _count;

    public TranscodingThread(MediaClock clock, int number)
    {
        _clock = clock;
        // Below the media threads: whoever needs no transcoding must not notice it.
        _thread = new Thread(Run) { IsBackground = true, Name = $"RTP transcoding {number}", Priority = ThreadPriority.Normal };
        _thread.Start();
    }

    /// <summary>Transcoders that it works for.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Faults of this program that ended a transcoder.</summary>
    public int Faults { get; private set; }

    /// <summary>A transcoder of its own begins.</summary>
    public void Begin() => Interlocked.Increment(ref _count);

    /// <summary>A transcoder has work.</summary>
    public void Ready(Transcoder transcoder)
    {
        _ready.Enqueue(transcoder);
        if (!_stopping)
        {
            _changed.Set();
        }
    }

    public void Dispose()
    {
        _stopping = true;
        _changed.Set();
        _thread.Join();
        // Not disposed: a media thread may still be about to set it.
    }

    private void Run()
    {
        while (!_stopping)
        {
            var wait = Timeout.Infinite;
            while (_pauses.TryPeek(out var transcoder, out var due))
            {
                var now = _clock.Now;
                if (due > now)
                {
                    wait = (int)((due - now) / TimeSpan.TicksPerMillisecond) + 1;
                    break;
                }

                _pauses.Dequeue();
                _paused.Remove(transcoder);
                Try(transcoder, due);
            }

            if (_ready.TryDequeue(out var ready))
            {
                Try(ready, null);
            }
            else
            {
                _changed.WaitOne(wait);
            }
        }
    }

    private void Try(Transcoder transcoder, long? due)
    {
        try
        {
            Serve(transcoder, due);
        }
#pragma warning disable CA1031 // One call's fault must not end the others' sound.
        catch (Exception)
#pragma warning restore CA1031
        {
            Faults++;
        }
    }

    private void Serve(Transcoder transcoder, long? due)
    {
        var now = _clock.Now;
        if (due is not null)
        {
            transcoder.Tick();
        }
        else if (!transcoder.Work(now))
        {
            transcoder.Dispose();
            Interlocked.Decrement(ref _count);
            return;
        }

        // From when it was due, not from when it was served, so that lateness does not add up; unless it is late by much.
        var last = due is { } d && now - d < 5 * Tick ? d : now;
        if (!_paused.Contains(transcoder) && transcoder.NextTick(last) is { } next)
        {
            _paused.Add(transcoder);
            _pauses.Enqueue(transcoder, next);
        }
    }
}
