using CallSummary.Sip.Transactions;

namespace CallSummary.Sip.Dialogs;

/// <summary>Repeats a 2xx from T1 up to T2 until its ACK comes, over any transport (RFC 3261, 13.3.1.4).</summary>
internal sealed class SuccessRepeater : IDisposable
{
    private readonly InviteServerTransaction _transaction;
    private readonly SipStackOptions _options;
    private readonly TimeProvider _time;
    private readonly Action _gaveUp;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private readonly long _began;
    private TimeSpan _interval;
    private bool _isDone;

    public SuccessRepeater(InviteServerTransaction transaction, SipStackOptions options, TimeProvider time, Action gaveUp)
    {
        _transaction = transaction;
        _options = options;
        _time = time;
        _gaveUp = gaveUp;
        _interval = options.T1;
        _began = time.GetTimestamp();
        _timer = time.CreateTimer(static state => ((SuccessRepeater)state!).Tick(), this, _interval, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDone = true;
            _timer.Dispose();
        }
    }

    private void Tick()
    {
        lock (_gate)
        {
            if (_isDone) return;
            var left = (64 * _options.T1) - _time.GetElapsedTime(_began);
            if (left > TimeSpan.Zero)
            {
                _transaction.RepeatSuccess();
                _interval = _interval * 2 < _options.T2 ? _interval * 2 : _options.T2;
                _timer.Change(_interval < left ? _interval : left, Timeout.InfiniteTimeSpan);
                return;
            }
            _isDone = true;
            _timer.Dispose();
        }
        _gaveUp();
    }
}
