using CallSummary.Rtp.Sending;

namespace CallSummary.Rtp.Transcoding;

/// <summary>The threads that transcode; they start with the first call that needs one.</summary>
internal sealed class TranscodingPool(MediaClock clock, int threads) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TranscodingThread?[] _threads = new TranscodingThread?[threads];
    private bool _disposed;

    /// <summary>Directions being transcoded.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            foreach (var thread in _threads)
            {
                count += thread?.Count ?? 0;
            }

            return count;
        }
    }

    /// <summary>A transcoder on the thread that has the fewest.</summary>
    public Transcoder Create(LegSender sender, MediaFormat target)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var least = 0;
            for (var i = 0; i < _threads.Length; i++)
            {
                if ((_threads[i]?.Count ?? 0) < (_threads[least]?.Count ?? 0))
                {
                    least = i;
                }
            }

            var thread = _threads[least] ??= new TranscodingThread(clock, least);
            var transcoder = new Transcoder(sender, target, thread);
            thread.Begin();
            return transcoder;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
        }

        foreach (var thread in _threads)
        {
            thread?.Dispose();
        }
    }
}
