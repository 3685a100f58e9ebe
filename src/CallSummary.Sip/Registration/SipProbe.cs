using System.Diagnostics.CodeAnalysis;
using CallSummary.Sip.Messages;

namespace CallSummary.Sip.Registration;

/// <summary>Asks a peer by OPTIONS, again and again, whether it lives. Any answer says yes but 408, 503 and 504.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "DisposeAsync ends what the source stops.")]
public sealed class SipProbe : IAsyncDisposable
{
    private readonly SipStack _stack;
    private readonly SipProbeOptions _options;
    private readonly Action<SipProbe>? _changed;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private Task _loop = Task.CompletedTask;
    private int _failures;
    private int _state = -1;
    private long _roundTripTicks;

    /// <param name="stack">A started stack; it must outlive this.</param>
    /// <param name="options">Whom and how often.</param>
    /// <param name="changed">Called when <see cref="IsUp"/> changed, on the thread pool.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range.</exception>
    public SipProbe(SipStack stack, SipProbeOptions options, Action<SipProbe>? changed = null)
    {
        ArgumentNullException.ThrowIfNull(stack);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Interval, TimeSpan.FromSeconds(1), nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Timeout, TimeSpan.FromMilliseconds(100), nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Timeout, TimeSpan.FromSeconds(32), nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.FailuresUntilDown, 1, nameof(options));
        _stack = stack;
        _options = options;
        _changed = changed;
        _time = stack.Agent.Time;
    }

    public SipUri Target => _options.Target;

    /// <summary>Whether the peer lives; null before it is known.</summary>
    public bool? IsUp => Volatile.Read(ref _state) switch { 1 => true, 0 => false, _ => null };

    /// <summary>How long the last good answer took; zero before one came.</summary>
    public TimeSpan RoundTrip => TimeSpan.FromTicks(Interlocked.Read(ref _roundTripTicks));

    /// <summary>Begins; calling again is harmless.</summary>
    public void Start()
    {
        if (_loop.IsCompleted && !_stop.IsCancellationRequested) _loop = Task.Run(RunAsync);
    }

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested) return;
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                Note(await AskAsync().ConfigureAwait(false));
                await Task.Delay(_options.Interval, _time, _stop.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
        catch (Exception exception)
        {
            _stack.Agent.OnFault(exception);
        }
    }

    private async Task<bool> AskAsync()
    {
        var began = _time.GetTimestamp();
        var asking = _stack.RequestAsync(
            new OutgoingRequest { Method = SipMethods.Options, Target = _options.Target, Route = _options.Route, Protocol = _options.Protocol }, _stop.Token);
        try
        {
            var outcome = await asking.WaitAsync(_options.Timeout, _time).ConfigureAwait(false);
            if (outcome.Response is null or { StatusCode: 408 or 503 or 504 }) return false;
            Interlocked.Exchange(ref _roundTripTicks, _time.GetElapsedTime(began).Ticks);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private void Note(bool isGood)
    {
        _failures = isGood ? 0 : _failures + 1;
        if (!isGood && _failures < _options.FailuresUntilDown) return;
        var state = isGood ? 1 : 0;
        if (Interlocked.Exchange(ref _state, state) != state) _changed?.Invoke(this);
    }
}
