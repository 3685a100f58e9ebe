namespace CallSummary.Transcription;

/// <summary>
/// Bounds the runs of an engine in number and time, and so its memory: a slot is free again only when its run has really ended, even
/// if nobody waits for it any more. Runs that fill idle slots give theirs up as soon as another waits. Their number follows the model.
/// </summary>
internal sealed class WorkerSlots(int count, TimeSpan timeout, TimeProvider time, TranscriptionMetrics metrics) : IDisposable
{
    private readonly SemaphoreSlim _free = new(count);
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _gate = new();
    private readonly List<CancellationTokenSource> _givingWay = [];
    private int _count = count;
    private int _wanted = count;
    private int _waiting;

    /// <summary>How many there are; for a moment more than are wanted, while runs end.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Waits for a slot and runs the work in it. Waiting does not count towards the limit of time.</summary>
    /// <exception cref="TimeoutException">The work took longer than the limit; it was told to stop and keeps its slot until it does.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        metrics.Waiting(1);
        Interlocked.Increment(ref _waiting);
        try
        {
            if (!_free.Wait(0, CancellationToken.None))
            {
                GiveWay();
                await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
            metrics.Waiting(-1);
        }

        return await InTimeAsync(work, cancellationToken, cancellationToken);
    }

    /// <summary>Runs the work where a slot is idle and nobody waits, until somebody does.</summary>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="leave">Idle slots to leave to others.</param>
    /// <param name="givesWay">Whether it stops when another waits for its slot.</param>
    /// <returns>What the work gave, or null when it was not begun or gave way.</returns>
    /// <exception cref="TimeoutException">The work took longer than the limit.</exception>
    public async Task<T?> RunIfIdleAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken, int leave = 0, bool givesWay = true)
        where T : class
    {
        if (_free.CurrentCount <= leave || !_free.Wait(0, CancellationToken.None))
        {
            return null;
        }

        using var way = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (givesWay)
        {
            lock (_gate)
            {
                _givingWay.Add(way);
            }
        }

        try
        {
            if (givesWay && Volatile.Read(ref _waiting) > 0)
            {
                // Came while this one took the slot, and found nobody yet to send away.
                await way.CancelAsync();
            }

            return await InTimeAsync(work, way.Token, cancellationToken);
        }
        catch (OperationCanceledException) when (way.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            lock (_gate)
            {
                _givingWay.Remove(way);
            }
        }
    }

    /// <summary>Changes how many there are; runs beyond that end first.</summary>
    public void Resize(int wanted)
    {
        lock (_gate)
        {
            _wanted = wanted;
            for (; _count < _wanted; _count++)
            {
                _free.Release();
            }

            for (; _count > _wanted && _free.Wait(0); _count--)
            {
            }
        }
    }

    /// <summary>Stops the runs and waits for their end: a model must not be freed under a native run, which ends at its next step.</summary>
    public void Dispose()
    {
        _closing.Cancel();
        for (var taken = 0; taken < Volatile.Read(ref _count); taken++)
        {
            _free.Wait();
        }

        _free.Dispose();
        _closing.Dispose();
    }

    private async Task<T> InTimeAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken stop, CancellationToken cancellationToken)
    {
        var run = InSlotAsync(work, stop);
        try
        {
            return await run.WaitAsync(timeout, time, stop);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException && !stop.IsCancellationRequested && !cancellationToken.IsCancellationRequested && !_closing.IsCancellationRequested)
        {
            throw new TimeoutException(
                $"An utterance took longer than {timeout}. Raise {TranscriptionOptions.Section}:UtteranceTimeout, use a smaller model, or fewer Workers.", e);
        }
    }

    // The one that has run least is the least loss.
    private void GiveWay()
    {
        lock (_gate)
        {
            if (_givingWay.Count > 0)
            {
                var last = _givingWay[^1];
                _givingWay.RemoveAt(_givingWay.Count - 1);
                last.Cancel();
            }
        }
    }

    private async Task<T> InSlotAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        metrics.Busy(1);
        try
        {
            using var limit = new CancellationTokenSource(timeout, time);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token, _closing.Token);
            var token = stop.Token;
            // Dispose waits for this without awaiting: the end must not need the thread that waits.
            return await Task.Run(() => work(token), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            metrics.Busy(-1);
            Free();
        }
    }

    private void Free()
    {
        lock (_gate)
        {
            if (_count > _wanted)
            {
                _count--;
                return;
            }

            _free.Release();
        }
    }
}
