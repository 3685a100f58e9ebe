namespace CallSummary.Sip.Transactions;

/// <summary>A one-shot timer that is made on first use and re-armed after.</summary>
internal struct TransactionTimer
{
    private ITimer? _timer;

    public void Start(TimeProvider time, TimerCallback callback, object state, TimeSpan due)
    {
        if (_timer is null) _timer = time.CreateTimer(callback, state, due, Timeout.InfiniteTimeSpan);
        else _timer.Change(due, Timeout.InfiniteTimeSpan);
    }

    public readonly void Stop() => _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        _timer?.Dispose();
        _timer = null;
    }
}
