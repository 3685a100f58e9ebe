namespace CallSummary.Sip.Dialogs;

/// <summary>Runs a session's callbacks one after the other on the thread pool, so that a slow one holds up no transport and no other session.</summary>
internal sealed class SerialQueue(Action<Exception> faulted)
{
    private readonly Queue<Func<ValueTask>> _work = new();
    private bool _isRunning;

    public void Post(Func<ValueTask> work)
    {
        lock (_work)
        {
            _work.Enqueue(work);
            if (_isRunning) return;
            _isRunning = true;
        }
        ThreadPool.UnsafeQueueUserWorkItem(static queue => _ = queue.DrainAsync(), this, preferLocal: false);
    }

    private async Task DrainAsync()
    {
        while (true)
        {
            Func<ValueTask>? next;
            lock (_work)
            {
                if (!_work.TryDequeue(out next))
                {
                    _isRunning = false;
                    return;
                }
            }
            try
            {
                await next().ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                faulted(exception);
            }
        }
    }
}
