using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Transactions;

namespace CallSummary.Sip.Dialogs;

/// <summary>Provisional responses that are repeated until their PRACK, one at a time (RFC 3262, 3); the final response waits for the last.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "Stop, called with every final response, disposes the timer.")]
internal sealed class ReliableProvisionals(InviteServerTransaction transaction, SipStackOptions options, TimeProvider time, Action gaveUp)
{
    private const int MaxWaiting = 16;

    private readonly Lock _gate = new();
    private readonly Queue<SipResponse> _waiting = new();
    private SipResponse? _current;
    private Action? _final;
    private ITimer? _timer;
    private TimeSpan _interval;
    private long _began;
    private uint _sequence = (uint)RandomNumberGenerator.GetInt32(1, int.MaxValue / 2);
    private bool _isStopped;

    /// <summary>Sends now, or after those before it were acknowledged. False when too many wait.</summary>
    public bool Send(SipResponse response)
    {
        lock (_gate)
        {
            if (_isStopped || _waiting.Count >= MaxWaiting) return false;
            response.Headers.Set(SipHeaderNames.Require, "100rel");
            response.Headers.Set(SipHeaderNames.RSeq, (_sequence++).ToString(CultureInfo.InvariantCulture));
            if (_current is null) Begin(response);
            else _waiting.Enqueue(response);
            return true;
        }
    }

    /// <summary>Runs <paramref name="final"/> at once when nothing waits, else after the last PRACK.</summary>
    public void Finish(Action final)
    {
        lock (_gate)
        {
            if (_isStopped) return;
            if (_current is not null)
            {
                _final = final;
                return;
            }
            _isStopped = true;
        }
        final();
    }

    /// <summary>Whether a PRACK acknowledges what is open; else it gets 481.</summary>
    public bool IsExpected(SipRequest prack)
    {
        lock (_gate) return Matches(prack);
    }

    /// <summary>A PRACK came: the next response may leave, or the final one.</summary>
    public void Acknowledge(SipRequest prack)
    {
        Action? final = null;
        lock (_gate)
        {
            if (!Matches(prack)) return;
            _current = null;
            _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            if (_isStopped) return;
            if (_waiting.TryDequeue(out var next)) Begin(next);
            else final = _final;
            if (final is not null) Halt();
        }
        final?.Invoke();
    }

    /// <summary>A final response that does not wait.</summary>
    public void Stop()
    {
        lock (_gate) Halt();
    }

    private bool Matches(SipRequest prack)
    {
        if (_current is not { } current || prack.Headers[SipHeaderNames.RAck] is not { } value) return false;
        var expected = $"{current.Headers[SipHeaderNames.RSeq]} {current.CSeq.Number} {current.CSeq.Method}";
        return string.Join(' ', value.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)) == expected;
    }

    private void Halt()
    {
        _isStopped = true;
        _waiting.Clear();
        _timer?.Dispose();
    }

    private void Begin(SipResponse response)
    {
        _current = response;
        _interval = options.T1;
        _began = time.GetTimestamp();
        transaction.Respond(response);
        _timer ??= time.CreateTimer(static state => ((ReliableProvisionals)state!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(_interval, Timeout.InfiniteTimeSpan);
    }

    private void Tick()
    {
        lock (_gate)
        {
            if (_isStopped || _current is not { } current) return;
            if (time.GetElapsedTime(_began) < 64 * options.T1)
            {
                transaction.Respond(current);
                _interval *= 2;
                _timer!.Change(_interval, Timeout.InfiniteTimeSpan);
                return;
            }
            Halt();
        }
        gaveUp();
    }
}
