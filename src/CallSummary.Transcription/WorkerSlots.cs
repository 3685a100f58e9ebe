namespace CallSummary.Transcription;

/// <summary>
/// Bounds the runs of an engine in number and time, and so its memory: a slot is free again only when its run has really ended, even
/// if nobody waits for it any more.
/// </summary>
internal sealed class WorkerSlots(int count, TimeSpan timeout, TimeProvider time, TranscriptionMetrics metrics) : IDisposable
{
    private readonly SemaphoreSlim _free = new(count, count);
    private readonly CancellationTokenSource _closing = new();

    /// <summary>Waits for a slot and runs the work in it. Waiting does not count towards the limit of time.</summary>
    /// <exception cref="TimeoutException">The work took longer than the limit; it was told to stop and keeps its slot until it does.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        metrics.Waiting(1);
        try
        {
            await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            metrics.Waiting(-1);
        }

        var run = InSlotAsync(work, cancellationToken);
        try
        {
            return await run.WaitAsync(timeout, time, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException && !cancellationToken.IsCancellationRequested && !_closing.IsCancellationRequested)
        {
            throw new TimeoutException(
                $"An utterance took longer than {timeout}. Raise {TranscriptionOptions.Section}:UtteranceTimeout, use a smaller model, or fewer Workers.", e);
        }
    }

    /// <summary>Stops the runs and waits for their end: a model must not be freed under a native run, which ends at its next step.</summary>
    public void Dispose()
    {
        _closing.Cancel();
        for (var i = 0; i < count; i++)
        {
            _free.Wait();
        }

        _free.Dispose();
        _closing.Dispose();
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
            _free.Release();
        }
    }
}
