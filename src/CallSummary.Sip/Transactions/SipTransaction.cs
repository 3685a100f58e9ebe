using CallSummary.Sip.Transports;

namespace CallSummary.Sip.Transactions;

/// <summary>What the four state machines share: a key, a peer, a retransmission timer and a deadline.</summary>
internal abstract class SipTransaction
{
    private static readonly TimeSpan s_clockSlack = TimeSpan.FromMilliseconds(20);

    private TransactionTimer _repeat;
    private TransactionTimer _deadline;
    private TimeSpan _interval;
    private bool _isRepeating;
    private long _deadlineSet;
    private TimeSpan? _deadlineDue;

    protected SipTransaction(TransactionLayer layer, TransactionKey key, SipPeer peer)
    {
        Layer = layer;
        Key = key;
        Peer = peer;
    }

    public TransactionKey Key { get; }

    public SipPeer Peer { get; }

    public TransactionState State { get; protected set; }

    protected TransactionLayer Layer { get; }

    protected Lock Gate { get; } = new();

    protected SipStackOptions Options => Layer.Options;

    protected bool IsReliable => Peer.Channel.IsReliable;

    protected TimeSpan Timeout64 => 64 * Options.T1;

    /// <summary>A retransmission is due; runs inside the gate.</summary>
    protected abstract void OnRepeat();

    /// <summary>The state's deadline passed; runs inside the gate and returns what to do outside of it.</summary>
    protected abstract Action? OnDeadline();

    protected void RepeatAfter(TimeSpan interval)
    {
        _interval = interval;
        _isRepeating = true;
        _repeat.Start(Layer.Time, static state => ((SipTransaction)state!).Repeat(), this, interval);
    }

    protected void StopRepeat()
    {
        _isRepeating = false;
        _repeat.Stop();
    }

    protected void DeadlineAfter(TimeSpan due)
    {
        _deadlineSet = Layer.Time.GetTimestamp();
        _deadlineDue = due;
        _deadline.Start(Layer.Time, static state => ((SipTransaction)state!).Deadline(), this, due);
    }

    protected void StopDeadline()
    {
        _deadlineDue = null;
        _deadline.Stop();
    }

    /// <summary>Ends the transaction; inside the gate.</summary>
    protected void Terminate()
    {
        if (State == TransactionState.Terminated) return;
        State = TransactionState.Terminated;
        _repeat.Dispose();
        _deadline.Dispose();
        Layer.Remove(this);
    }

    private void Repeat()
    {
        lock (Gate)
        {
            // A timer that was stopped while its callback waited at the gate.
            if (State == TransactionState.Terminated || !_isRepeating) return;
            OnRepeat();
            RepeatAfter(NextInterval(_interval));
        }
    }

    /// <summary>Doubles; capped where the timer has a cap.</summary>
    protected virtual TimeSpan NextInterval(TimeSpan interval) => interval * 2 < Options.T2 ? interval * 2 : Options.T2;

    private void Deadline()
    {
        Action? after;
        lock (Gate)
        {
            if (State == TransactionState.Terminated || _deadlineDue is not { } due) return;
            // Moved while this callback waited at the gate: the newer arming will come.
            if (Layer.Time.GetElapsedTime(_deadlineSet) + s_clockSlack < due) return;
            after = OnDeadline();
        }
        after?.Invoke();
    }
}
